/** Why a source's view could not be read: a stable code; the message names columns and types, never the address. */
export class ForeignFailure extends Error {
  readonly code: 'unreachable' | 'no-driver' | 'no-relation' | 'column-missing' | 'type-changed';
  constructor(code: ForeignFailure['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export type RelationQuestion = {
  /** With its schema where it needs one. */
  relation: string;
  /** Column → the type the source promised, by its engine's name; a length is compared only where it is given. */
  columns: Readonly<Record<string, string>>;
  /** Only rows changed since `from`, less the overlap; `from` null: all. */
  since: { column: string; from: string | null; overlapMinutes: number } | null;
};

export type RelationRow = Record<string, string | null>;

const plain = (type: string): string => type.toLowerCase().replaceAll(/\s+/g, ' ').trim();
const bare = (type: string): string => plain(type).replace(/ ?\([^)]*\)/, '');

/** Compares what is there with what was agreed, before anything is read. Throws a ForeignFailure that names every difference. */
export function checkContract(relation: string, agreed: RelationQuestion['columns'], found: Map<string, string>): void {
  const missing = Object.keys(agreed).filter((name) => !found.has(name));
  if (missing.length > 0)
    throw new ForeignFailure(
      'column-missing',
      `${relation}: no column ${missing.join(', ')}; it has ${[...found.keys()].join(', ')}`,
    );
  const other = Object.entries(agreed).filter(([name, type]) => {
    const there = found.get(name)!;
    return plain(type) !== plain(there) && (type.includes('(') || plain(type) !== bare(there));
  });
  if (other.length > 0)
    throw new ForeignFailure(
      'type-changed',
      `${relation}: ${other.map(([name, type]) => `${name} is ${found.get(name)}, agreed was ${type}`).join('; ')}`,
    );
}
