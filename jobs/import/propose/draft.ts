import type { Table } from '../profile.ts';
import type { Guess } from '../wording/guess-words.ts';
import { CaseScan } from './case-scan.ts';
import { isStampColumn, type ColumnContent } from './column-content.ts';
import type { Role } from './names.ts';
import { describeColumns, findKey, isTimely, type Described, type Field, type Fields, type Sample } from './sample.ts';

const MAX_DIMENSION_VALUES = 50;
const MAX_DIMENSION_SHARE = 0.05;

/** A proposal in the making: which columns are still free and what the others were taken for. */
export class Draft {
  readonly sample: Sample;
  readonly described: Described;
  readonly scan: CaseScan;
  /** Position of the case column; −1 where there is none. */
  readonly key: number;
  readonly taken = new Set<number>();
  /** Columns that are read and still free. */
  readonly noted = new Set<number>();
  readonly fields: Fields = {};
  readonly guesses: Guess[] = [];
  readonly patterns = new Set<string>();
  readonly placeholders = new Set<string>();
  /** Stamps that tell of no milestone. */
  readonly aside = new Set<number>();
  /** Every row is a case of its own: all its columns speak of the case. */
  rowIsCase = false;

  constructor(sample: Sample) {
    this.sample = sample;
    this.described = describeColumns(sample);
    this.key = findKey(sample, this.described);
    this.scan = sample.scan ?? new CaseScan(this.key, sample.columns.length);
    if (!sample.scan) for (const row of sample.rows) this.scan.push(row);
    sample.columns.forEach((_, i) => {
      if (this.has(i, 'personal') && i !== this.key) this.taken.add(i);
    });
    if (this.key >= 0) this.taken.add(this.key);
  }

  content(i: number): ColumnContent {
    return this.described.contents[i]!;
  }

  has(i: number, role: Role): boolean {
    return this.described.roles[i]?.includes(role) ?? false;
  }

  name(i: number): string {
    const name = this.sample.columns[i] ?? '';
    const bare = name.replace(/^case:/, '');
    const xes = this.sample.columns.length > 0 && this.sample.name.endsWith('.xes');
    return xes && name !== bare && bare !== 'concept:name' && !this.sample.columns.includes(bare) ? bare : name;
  }

  /** Free columns with this role, the surest name first, then in the file's order. */
  candidates(role: Role, fits: (i: number) => boolean = () => true): number[] {
    const rank = (i: number) => this.described.roles[i]?.indexOf(role) ?? 99;
    return this.sample.columns
      .map((_, i) => i)
      .filter((i) => !this.taken.has(i) && this.has(i, role) && this.content(i).filled > 0 && fits(i))
      .sort((a, b) => rank(a) - rank(b) || a - b);
  }

  take(field: Field, i: number | undefined): boolean {
    if (i === undefined || i < 0) return false;
    this.fields[field] = this.name(i);
    this.taken.add(i);
    const { pattern, placeholders } = this.content(i);
    if (isStampColumn(this.content(i))) {
      if (pattern) this.patterns.add(pattern);
      placeholders.forEach((value) => this.placeholders.add(value));
    }
    return true;
  }

  /** Reads a column that may serve as a free dimension all the same. */
  note(field: Field, i: number | undefined): void {
    if (i === undefined) return;
    this.fields[field] = this.name(i);
    this.noted.add(i);
  }

  readonly isStamp = (i: number): boolean => isStampColumn(this.content(i));
  /** Nothing stands in it yet, and its name says that a time will. */
  readonly isBlankTime = (i: number): boolean =>
    this.content(i).filled === 0 &&
    isTimely(this.sample.columns[i] ?? '') &&
    (this.described.roles[i]?.length ?? 0) > 0;
  readonly isWord = (i: number): boolean => !isStampColumn(this.content(i));
  readonly isCaseLevel = (i: number): boolean =>
    this.rowIsCase ||
    /^case:/i.test(this.sample.columns[i] ?? '') ||
    (this.scan.longCases >= 3 && this.scan.isCaseLevel(i));
  readonly isEventLevel = (i: number): boolean => !this.isCaseLevel(i);

  isCategory(i: number, least = 2): boolean {
    const values = this.scan.valuesOf(i);
    const distinct = values.filter((value) => value.trim() !== '').length;
    const limit = Math.max(MAX_DIMENSION_VALUES, this.scan.cases * MAX_DIMENSION_SHARE);
    if (distinct === 0 || values.length < least || distinct > limit || (distinct > 1 && distinct >= this.scan.cases))
      return false;
    return !values.some((value) => /^-?\d+[.,]\d+$/.test(value));
  }

  table(shape: Table['shape']): Table {
    return { shape, ...(this.key < 0 ? {} : { key: this.keyColumns() }), fields: this.fields };
  }

  /** The case number, behind the unit where one number occurs under several of them. */
  private keyColumns(): string[] {
    const key = this.name(this.key);
    const unit = this.sample.columns.findIndex((_, i) => this.name(i) === this.fields.unit);
    const collisions = unit < 0 ? 0 : this.scan.variedIn(unit);
    if (collisions === 0) return [key];
    this.guesses.push({ code: 'key-within-unit', column: this.name(unit), n: collisions });
    return [this.name(unit), key];
  }
}
