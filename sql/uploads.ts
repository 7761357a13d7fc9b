/** A file dropped on a page: one job looks at it, another imports it once somebody has confirmed what was understood. */
export const LOOK = 'look';
export const UPLOAD = 'upload';

/** Names of uploads, their folders and their slots; made by the server, never taken from a file. */
export const UPLOAD_ID = /^[0-9a-f]{32}$/;

export type AskedLook = { name: string; bytes: number };
/** `uses` by the column's position. */
export type AskedImport = {
  name: string;
  source: string;
  shape: string;
  uses: string[];
  /** Columns whose blank cells repeat the one above. */
  fill?: string[];
  /** How a column's dates are read, where more than one way fits; by the column's position. */
  orders?: string[];
  /** Not cut off, whatever its number of rows. */
  whole?: boolean;
  /** Only tried out: what would change, without changing anything. */
  tryOut?: boolean;
};

export type LookedColumn = {
  name: string;
  use: string;
  samples: string[];
  stamp: boolean;
  pattern: string | null;
  /** Ways to read its dates, one of which somebody has to choose. */
  orders?: string[];
};
/** Why nothing can be made of a file: a stable code, and words that name the place and what to do. */
export type FileTrouble = { code: string; zh: string; en: string };

/** What the look at a file found. */
export type Looked = {
  format: string;
  encoding: string;
  titleRows: number;
  shape: string;
  columns: LookedColumn[];
  /** Columns with blank cells under filled ones, as cells merged over rows leave them, with how many of the first rows. */
  fillable?: { column: string; n: number }[];
  /** What columns were taken for by their values, in words. */
  guesses?: { zh: string; en: string }[];
  /** The proposed profile as far as it came; kept for the import. */
  sketch: object | null;
  trouble: FileTrouble | null;
};

export type Accounts = Record<'in' | 'new' | 'changed' | 'same' | 'quarantined' | 'blank' | 'total', number>;

/** What became of a file that was imported on request. */
export type ImportedUpload = {
  source: string;
  sha256: string;
  status: string;
  rows: Accounts;
  reasons: Record<string, number>;
  message: string;
  seconds: number;
  can: string[];
  cannot: { question: string; missing: string[] }[];
  /** Nothing was changed: this is what an import would do. */
  tried?: boolean;
  /** The first rows that were or would be refused. */
  refused?: { line: number; column: string; value: string; reason: string }[];
};
