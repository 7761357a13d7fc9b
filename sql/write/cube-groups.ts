import type { Db } from '../database.ts';

/** A class and business type that occur together. */
export type Group = { class: string; business: string };

/** Numbers of an origin's groups; a group seen for the first time gets the next number. */
export class CubeGroups {
  readonly #origin: number;
  readonly #numbers = new Map<string, number>();
  #added: { origin: number; grp: number; class: string; business: string }[] = [];
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

  /** The group's number; a new one is stored by `save`. */
  numberOf(group: Group): number {
    const name = nameOf(group);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#next++;
      if (number >= 32_768) {
        throw new Error(
          `origin ${this.#origin} has more than 32,768 groups: is a column of many values mapped as class?`,
        );
      }
      this.#numbers.set(name, number);
      this.#added.push({ origin: this.#origin, grp: number, class: group.class, business: group.business });
    }
    return number;
  }

  /** Stores the groups that were numbered since. */
  async save(trx: Db): Promise<void> {
    const added = this.#added;
    this.#added = [];
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
