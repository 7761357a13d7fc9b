import type { Profile, Table } from '../profile.ts';
import { CLASS_WORDS, GRADE_WORDS, lookUp, STATE_WORDS } from '../read/words.ts';
import { CaseScan } from './case-scan.ts';
import { contentOf, isStampColumn, type ColumnContent } from './column-content.ts';
import { guessKey, guessStep } from './guess-columns.ts';
import { rolesOf, wordsOf, type Role } from './names.ts';

/** The beginning of a file, cut into columns. XES: "case:x" for an attribute of the trace, "x" for one of the event. */
export type Sample = {
  name: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Zone of stamps without offset. */
  zone: string;
  /** A pass over the whole file; without it the rows above have to do. */
  scan?: CaseScan;
};

export type Proposal = {
  /** null where something that cannot be missing was not found. */
  profile: Profile | null;
  missing: string[];
  /** Columns nothing could be made of. */
  notUnderstood: string[];
  /** In words, for people: what was decided and why. */
  notes: string[];
};

type Fields = Table['fields'];
type Field = keyof Fields;

const TIMELY = /time|date|stamp|\bts\b|\bat\b|时间|日期|时刻/;
/** A column of a telling name is what it says even where many rows lack it: those rows are refused, not the file. */
const NAMED_SHARE = 0.5;
const MAX_DIMENSION_VALUES = 50;
const MAX_DIMENSION_SHARE = 0.05;

/** What the names and the sample's values say of each column. */
export function describeColumns(sample: Sample): { contents: ColumnContent[]; roles: Role[][] } {
  const roles = sample.columns.map((name) => rolesOf(name));
  const contents = sample.columns.map((name, i) =>
    contentOf(name, i, sample.rows, sample.zone, TIMELY.test(wordsOf(name))),
  );
  return { contents, roles };
}

type Described = ReturnType<typeof describeColumns>;

/** Position of the case column by name, else by content; −1 where there is none. */
export function findKey(sample: Sample, { contents, roles }: Described = describeColumns(sample)): number {
  const usable = (i: number) => {
    const content = contents[i];
    return content !== undefined && !isStampColumn(content) && content.filled >= sample.rows.length * NAMED_SHARE;
  };
  const named = sample.columns.map((_, i) => i).filter((i) => roles[i]?.includes('key') && usable(i));
  const groups = (i: number) => (contents[i]?.distinct ?? 0) < sample.rows.length;
  const surest = (i: number) =>
    sample.columns[i]?.toLowerCase() === 'case:concept:name' ? 0 : (roles[i]?.indexOf('key') ?? 9) + 1;
  named.sort((a, b) => Number(groups(b)) - Number(groups(a)) || surest(a) - surest(b) || a - b);
  return (
    named[0] ??
    guessKey(
      contents.filter((content) => !roles[content.position]?.includes('derived')),
      sample.rows,
    )
  );
}

/** Proposes a profile for a source from one of its files (issue: "Any event log must be importable, not only ours"). */
export function proposeProfile(sample: Sample): Proposal {
  return new Proposer(sample).propose();
}

class Proposer {
  readonly #sample: Sample;
  readonly #described: Described;
  readonly #scan: CaseScan;
  readonly #key: number;
  readonly #taken = new Set<number>();
  readonly #fields: Fields = {};
  readonly #notes: string[] = [];
  readonly #patterns = new Set<string>();
  readonly #placeholders = new Set<string>();

  constructor(sample: Sample) {
    this.#sample = sample;
    this.#described = describeColumns(sample);
    this.#key = findKey(sample, this.#described);
    this.#scan = sample.scan ?? new CaseScan(this.#key, sample.columns.length);
    if (!sample.scan) for (const row of sample.rows) this.#scan.push(row);
    sample.columns.forEach((_, i) => {
      if (this.#has(i, 'personal') && i !== this.#key) this.#taken.add(i);
    });
    if (this.#key >= 0) this.#taken.add(this.#key);
  }

  propose(): Proposal {
    const units = this.#unitTable();
    if (units) return this.#done(units, []);
    const missing: string[] = [];
    if (this.#key < 0) missing.push('key (the case number)');
    const step = this.#step();
    const unique = this.#scan.longCases <= this.#scan.rows * 0.02;
    const table =
      step < 0 && this.#key >= 0 ? (this.#callbacks() ?? this.#suspensions() ?? (unique ? this.#cases() : null)) : null;
    if (table) return this.#done(table, missing);

    const activity = step >= 0 ? step : this.#key < 0 ? -1 : this.#guessedStep();
    if (activity < 0) missing.push('step (the activity)');
    else this.#take('step', activity);
    const shape = this.#times();
    if (!shape) missing.push('at (the time of the event)');
    this.#caseStamps();
    this.#words();
    return this.#done({ ...this.#table(shape ?? 'event'), ...this.#lifecycle() }, missing);
  }

  #content(i: number): ColumnContent {
    return this.#described.contents[i]!;
  }

  #has(i: number, role: Role): boolean {
    return this.#described.roles[i]?.includes(role) ?? false;
  }

  #name(i: number): string {
    const name = this.#sample.columns[i] ?? '';
    const bare = name.replace(/^case:/, '');
    const xes = this.#sample.columns.length > 0 && this.#sample.name.endsWith('.xes');
    return xes && name !== bare && bare !== 'concept:name' && !this.#sample.columns.includes(bare) ? bare : name;
  }

  /** Free columns with this role, the surest name first, then in the file's order. */
  #candidates(role: Role, fits: (i: number) => boolean = () => true): number[] {
    const rank = (i: number) => this.#described.roles[i]?.indexOf(role) ?? 99;
    return this.#sample.columns
      .map((_, i) => i)
      .filter((i) => !this.#taken.has(i) && this.#has(i, role) && this.#content(i).filled > 0 && fits(i))
      .sort((a, b) => rank(a) - rank(b) || a - b);
  }

  #take(field: Field, i: number | undefined): boolean {
    if (i === undefined || i < 0) return false;
    this.#fields[field] = this.#name(i);
    this.#taken.add(i);
    const { pattern, placeholders } = this.#content(i);
    if (isStampColumn(this.#content(i))) {
      if (pattern) this.#patterns.add(pattern);
      placeholders.forEach((value) => this.#placeholders.add(value));
    }
    return true;
  }

  #isStamp = (i: number): boolean => isStampColumn(this.#content(i));
  #isWord = (i: number): boolean => !isStampColumn(this.#content(i));
  #isCaseLevel = (i: number): boolean =>
    /^case:/i.test(this.#sample.columns[i] ?? '') || (this.#scan.longCases >= 3 && this.#scan.isCaseLevel(i));
  #isEventLevel = (i: number): boolean => !this.#isCaseLevel(i);

  #step(): number {
    const rows = this.#sample.rows.length;
    const usable = this.#candidates('step', (i) => {
      const { distinct, filled } = this.#content(i);
      if (!this.#isWord(i) || filled < rows * NAMED_SHARE || /^case:/i.test(this.#sample.columns[i] ?? ''))
        return false;
      return rows < 50 || distinct <= Math.max(50, rows / 2);
    });
    return usable.find((i) => this.#isEventLevel(i)) ?? usable.find((i) => this.#has(i, 'step')) ?? -1;
  }

  #guessedStep(): number {
    const stamps = new Set(this.#taken);
    this.#described.roles.forEach((roles, i) => {
      if (
        ['operator', 'department', 'unit', 'lifecycle', 'derived', 'eventId'].some((role) =>
          roles.includes(role as Role),
        )
      )
        stamps.add(i);
    });
    const guessed = guessStep(this.#described.contents, this.#sample.rows, this.#key, stamps);
    if (guessed >= 0) this.#notes.push(`"${this.#name(guessed)}" is taken for the activity by its values.`);
    return guessed;
  }

  /** The stamps of an event; null where there is none. */
  #times(): 'event' | 'step' | null {
    const events = (role: Role) => this.#candidates(role, (i) => this.#isStamp(i) && this.#isEventLevel(i));
    const open = this.#sample.columns
      .map((_, i) => i)
      .filter((i) => !this.#taken.has(i) && this.#isStamp(i) && this.#isEventLevel(i));
    const used = new Set<number>();
    const first = (...roles: Role[]): number => {
      const found = roles.flatMap(events).find((i) => !used.has(i)) ?? -1;
      used.add(found);
      return found;
    };
    const at = first('at');
    const started = first('started');
    let finished = first('finished', 'ended');
    const arrived = first('arrived', 'opened');
    if (finished < 0 && started >= 0) finished = at;
    if (finished < 0 && arrived >= 0) finished = at;
    if (finished >= 0 && (started >= 0 || arrived >= 0)) {
      this.#take('arrived', arrived);
      this.#take('started', started);
      this.#take('finished', finished);
      return 'step';
    }
    const single = [at, finished, started, arrived].find((i) => i >= 0);
    if (single !== undefined && !(single === arrived && open.length > 1)) {
      this.#take('at', single);
      return 'event';
    }
    return this.#guessedTimes(open.length > 0 ? open : this.#singleRowStamps());
  }

  /** Where every case has one row, event and case cannot be told apart: any stamp with an event's name will do. */
  #singleRowStamps(): number[] {
    if (this.#scan.longCases >= 3) return [];
    return this.#sample.columns.map((_, i) => i).filter((i) => !this.#taken.has(i) && this.#isStamp(i));
  }

  #guessedTimes(open: number[]): 'event' | 'step' | null {
    const full = open.filter((i) => this.#content(i).filled >= this.#sample.rows.length * 0.5);
    const one = full[0];
    if (one === undefined) return null;
    const before = (a: number, b: number): boolean => {
      const [x, y] = [this.#content(a).instants, this.#content(b).instants];
      let good = 0;
      let both = 0;
      x?.forEach((value, k) => {
        const other = y?.[k] ?? NaN;
        if (Number.isNaN(value) || Number.isNaN(other)) return;
        both++;
        if (value <= other) good++;
      });
      return both > 0 && good >= both * 0.95;
    };
    const pair = full
      .flatMap((a) => full.map((b) => [a, b] as const))
      .find(([a, b]) => a !== b && before(a, b) && !before(b, a));
    if (!pair) {
      this.#take('at', one);
      this.#notes.push(`"${this.#name(one)}" is taken for the time of the event by its values.`);
      return 'event';
    }
    this.#take('started', pair[0]);
    this.#take('finished', pair[1]);
    this.#notes.push(
      `"${this.#name(pair[0])}" and "${this.#name(pair[1])}" are taken for start and end by their values.`,
    );
    return 'step';
  }

  /** Stamps that say something of the case. */
  #caseStamps(): void {
    const find = (...roles: Role[]) =>
      roles.flatMap((role) =>
        this.#candidates(role, (i) => this.#isStamp(i) && this.#isCaseLevel(i) && !this.#has(i, 'planned')),
      )[0];
    this.#take('deadline', find('deadline'));
    if (!this.#fields.deadline) {
      const planned = this.#candidates('planned', (i) => this.#isStamp(i) && this.#isCaseLevel(i))[0];
      if (this.#take('deadline', planned))
        this.#notes.push(`"${this.#fields.deadline as string}" is taken for the deadline: there is no other.`);
    }
    this.#take('opened', find('opened', 'started', 'arrived'));
    this.#take('ended', find('ended', 'finished'));
    const stamp = (role: Role) => this.#candidates(role, (i) => this.#isStamp(i))[0];
    this.#take('updated', stamp('updated'));
    this.#take('dataDate', stamp('dataDate'));
  }

  /** Words of the event and of the case. */
  #words(): void {
    const event = (role: Role) => this.#candidates(role, (i) => this.#isWord(i) && this.#isEventLevel(i))[0];
    const perCase = (role: Role) =>
      this.#candidates(role, (i) => this.#isWord(i) && this.#isCaseLevel(i) && this.#isCategory(i, 1))[0];
    const rows = this.#sample.rows.length;
    const unitColumns = this.#candidates(
      'unit',
      (i) => this.#isWord(i) && (this.#scan.cases < 50 || this.#content(i).distinct <= rows / 5),
    );
    this.#take(
      'unit',
      unitColumns.find((i) => /编码|代码|code/i.test(this.#sample.columns[i] ?? '')) ?? unitColumns[0],
    );
    this.#take('operator', event('operator'));
    this.#take('department', event('department'));
    if (!this.#fields.unit && this.#take('unit', perCase('department'))) {
      this.#notes.push(`"${this.#fields.unit as string}" is the same in all rows of a case: taken for its unit.`);
    }
    this.#take('class', perCase('class'));
    this.#take('business', perCase('business'));
    this.#take('channel', perCase('channel'));
    const state = this.#candidates('state', (i) => this.#isWord(i) && this.#isCaseLevel(i)).find((i) =>
      this.#speaksOfState(i),
    );
    this.#take('state', state);
    const id = this.#candidates('eventId', (i) => this.#isWord(i) && this.#isEventId(i))[0];
    this.#take('eventId', id);
  }

  /** Nearly all its rows say open, archived or aborted; the few others are refused with their word. */
  #speaksOfState(i: number): boolean {
    const known = lookUp(undefined, STATE_WORDS);
    const words = this.#sample.rows.map((row) => row[i]?.trim() ?? '').filter((word) => word !== '');
    const meanings = words.map(known).filter((meaning) => meaning !== undefined);
    return new Set(meanings).size >= 2 ? meanings.length >= words.length * 0.8 : meanings.length === words.length;
  }

  /** Unique in the sample, and no mere row number. */
  #isEventId(i: number): boolean {
    const { distinct, numeric } = this.#content(i);
    const rows = this.#sample.rows;
    if (distinct !== rows.length || rows.length < 2) return false;
    if (numeric < 1) return true;
    const numbers = rows.map((row) => Number(row[i]));
    return Math.max(...numbers) - Math.min(...numbers) + 1 !== rows.length;
  }

  #isCategory(i: number, least = 2): boolean {
    const values = this.#scan.valuesOf(i);
    const distinct = values.filter((value) => value.trim() !== '').length;
    const limit = Math.max(MAX_DIMENSION_VALUES, this.#scan.cases * MAX_DIMENSION_SHARE);
    if (distinct === 0 || values.length < least || distinct > limit || (distinct > 1 && distinct >= this.#scan.cases))
      return false;
    return !values.some((value) => /^-?\d+[.,]\d+$/.test(value));
  }

  #lifecycle(): Pick<Table, 'lifecycle'> {
    const column = this.#candidates('lifecycle', (i) => this.#isWord(i) && this.#content(i).distinct <= 20)[0];
    const step = this.#sample.columns.findIndex((_, i) => this.#name(i) === this.#fields.step);
    if (column === undefined || step < 0 || !this.#fields.at) return {};
    const heard = new Map<string, Set<string>>();
    for (const row of this.#sample.rows) {
      const name = row[step] ?? '';
      const transitions = heard.get(name) ?? new Set<string>();
      heard.set(name, transitions.add((row[column] ?? '').trim().toLowerCase()));
    }
    this.#take('lifecycle', column);
    const paired = [...heard.values()].filter((set) => set.has('start') && set.has('complete')).length;
    const lifecycle = paired > heard.size / 2 ? 'pair' : 'events';
    if (lifecycle === 'pair') this.#notes.push('Start and complete of an activity are paired into steps.');
    return { lifecycle };
  }

  #table(shape: Table['shape']): Table {
    return { shape, key: this.#keyColumns(), fields: this.#fields };
  }

  /** The case number, behind the unit where one number occurs under several of them. */
  #keyColumns(): string[] {
    const key = this.#name(this.#key);
    const unit = this.#sample.columns.findIndex((_, i) => this.#name(i) === this.#fields.unit);
    const collisions = unit < 0 ? 0 : this.#scan.variedIn(unit);
    if (collisions === 0) return [key];
    this.#notes.push(
      `${collisions} case numbers occur under several values of "${this.#name(unit)}": it is part of the key.`,
    );
    return [this.#name(unit), key];
  }

  #unitTable(): Table | null {
    const parent = this.#candidates('parent')[0];
    const code =
      this.#candidates('unit', (i) => i !== parent)[0] ?? this.#candidates('unitName', (i) => i !== parent)[0];
    if (parent === undefined || code === undefined || this.#candidates('step').length > 0) return null;
    this.#take('parent', parent);
    this.#take('unit', code);
    this.#take('unitName', this.#candidates('unitName')[0]);
    return { shape: 'unit', fields: this.#fields };
  }

  #callbacks(): Table | null {
    const grades = lookUp(undefined, GRADE_WORDS);
    const known = (i: number) =>
      this.#scan.valuesOf(i).every((value) => value.trim() === '' || grades(value) !== undefined);
    const grade = this.#candidates('grade', (i) => this.#isWord(i) && known(i))[0];
    const made = this.#candidates('made', this.#isStamp)[0];
    if (grade === undefined || (made === undefined && this.#candidates('due').length === 0)) return null;
    this.#take('grade', grade);
    this.#take('made', made);
    this.#take('due', this.#candidates('due', this.#isStamp)[0]);
    this.#take('answered', this.#candidates('answered', (i) => this.#isWord(i) && i !== grade)[0]);
    return this.#table('callback');
  }

  #suspensions(): Table | null {
    const from = this.#candidates('from', this.#isStamp)[0];
    if (from === undefined) return null;
    this.#take('from', from);
    this.#take('to', this.#candidates('to', this.#isStamp)[0]);
    this.#take('owner', this.#candidates('owner', this.#isWord)[0]);
    this.#take('reason', this.#candidates('reason', this.#isWord)[0]);
    return this.#table('suspension');
  }

  /** A hand-made ledger: one row a case, its milestones side by side. */
  #cases(): Table | null {
    const stamps = this.#sample.columns.map((_, i) => i).filter((i) => !this.#taken.has(i) && this.#isStamp(i));
    if (stamps.length === 0) return null;
    this.#caseStamps();
    this.#words();
    delete this.#fields.eventId;
    const never = new Set([this.#fields.deadline, this.#fields.updated, this.#fields.dataDate]);
    const milestones: Record<string, string> = {};
    for (const i of stamps) {
      const name = this.#name(i);
      if (never.has(name) || this.#has(i, 'planned')) continue;
      milestones[name] = name.replace(/\s*(时间|日期|时刻|[ _-]?(date|time|timestamp|at|on))$/i, '') || name;
      this.#taken.add(i);
      const { pattern } = this.#content(i);
      if (pattern) this.#patterns.add(pattern);
      this.#content(i).placeholders.forEach((value) => this.#placeholders.add(value));
    }
    return { ...this.#table('case'), milestones };
  }

  #done(table: Table, missing: string[]): Proposal {
    const { columns } = this.#sample;
    const position = (name: string) => columns.findIndex((_, i) => this.#name(i) === name);
    const mappedWords = (['unit', 'class', 'business', 'channel'] as const).flatMap(
      (field) => this.#fields[field] ?? [],
    );
    const free = columns
      .map((_, i) => i)
      .filter((i) => !this.#taken.has(i) && this.#isWord(i) && !this.#has(i, 'derived') && columns[i] !== '')
      .filter(() => table.shape !== 'unit' && table.shape !== 'suspension' && table.shape !== 'callback');
    const dimensions = [
      ...mappedWords.map(position).filter((i) => i >= 0 && this.#isCaseLevel(i) && this.#isCategory(i)),
      ...free.filter((i) => this.#isCaseLevel(i) && this.#isCategory(i)),
    ].sort((a, b) => a - b);
    dimensions.forEach((i) => this.#taken.add(i));
    const personal = columns.filter((_, i) => this.#has(i, 'personal') && i !== this.#key);
    if (dimensions.length > 0 && table.shape !== 'unit') table.dimensions = dimensions.map((i) => this.#name(i));
    if (personal.length > 0) {
      table.personal = personal;
      this.#notes.push(`Personal data is not imported: ${personal.join(', ')}.`);
    }
    const ambiguous = this.#described.contents.filter((content) => content.ambiguous);
    for (const { name } of ambiguous) {
      this.#notes.push(`"${name}": day and month could be either way round; declare "timestamps" in the profile.`);
    }
    const notUnderstood = columns.filter((name, i) => !this.#taken.has(i) && name !== '' && !this.#has(i, 'derived'));
    const profile: Profile = {
      name: this.#sample.name.replace(/\.xes$/, ''),
      ...(this.#patterns.size > 0 ? { timestamps: [...this.#patterns] } : {}),
      ...(this.#placeholders.size > 0 ? { placeholders: [...this.#placeholders] } : {}),
      tables: [table],
      ...this.#classes(),
    };
    return { profile: missing.length > 0 ? null : profile, missing, notUnderstood, notes: this.#notes };
  }

  /** The customer classes the limits distinguish, where the source's words are known. */
  #classes(): Pick<Profile, 'classes'> {
    const column = this.#sample.columns.findIndex((_, i) => this.#name(i) === this.#fields.class);
    if (column < 0) return {};
    const classOf = lookUp(undefined, CLASS_WORDS);
    const known = this.#scan.valuesOf(column).flatMap((value) => {
      const meaning = classOf(value);
      return meaning ? [[value, meaning] as const] : [];
    });
    return known.length > 0 ? { classes: Object.fromEntries(known) } : {};
  }
}
