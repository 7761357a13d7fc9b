import type { Db } from '../database.ts';

/** A class and business type that occur together. */
export type Group = { class: string; business: string };

/** Numbers of an origin's groups; a group seen for the first time gets the next number. */
export class CubeGroups {
  readonly #origin: number;
  readonly #numbers = new Map<string, number>();
  #next = 0;

  private constructor(origin: number) {
    this.#origin = origin;
  }

  static async load(trx: Db, origin: number): Promise<CubeGroups> {
    const groups = new CubeGroups(origin);
    for (const row of await trx.selectFrom('cube_group').selectAll().where('origin', '=', origin).execute()) {
      groups.#numbers.set(nameOf(row), row.grp);
      groups.#next = Math.max(groups.#next, row.grp + 1);
    }
    return groups;
  }

  /** Throws for a group that was not added. */
  numberOf(group: Group): number {
    const number = this.#numbers.get(nameOf(group));
    if (number === undefined) throw new Error(`group ${JSON.stringify(group)} of origin ${this.#origin} has no number`);
    return number;
  }

  /** Numbers the groups that have none yet. */
  async add(trx: Db, groups: Iterable<Group>): Promise<void> {
    const added = [];
    for (const group of groups) {
      if (this.#numbers.has(nameOf(group))) continue;
      this.#numbers.set(nameOf(group), this.#next);
      added.push({ origin: this.#origin, grp: this.#next++, class: group.class, business: group.business });
    }
    if (this.#next > 32_768) {
      throw new Error(
        `origin ${this.#origin} has more than 32,768 groups: is a column of many values mapped as class?`,
      );
    }
    for (let from = 0; from < added.length; from += 5000) {
      const some = added.slice(from, from + 5000);
      await trx.insertInto('cube_group').values(some).execute();
    }
  }
}

/** No text of PostgreSQL holds a NUL. */
function nameOf(group: Group): string {
  return `${group.class}\0${group.business}`;
}
