import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ENGINES } from '../../sql/foreign/read-relation.ts';

const Common = {
  /** By when a daily feed must have arrived, HH:MM of the source's zone; default 08:30. */
  arrivesBy: Type.Optional(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })),
  /** Minutes without a delivery after which the source counts as stale; default never. */
  freshMinutes: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Days an open case must have been missing from the in-flight snapshots before it is listed as 去向不明; default 3. */
  missingDays: Type.Optional(Type.Integer({ minimum: 0 })),
};
/** Minutes between two fetches; the ledger's slot is the minute rounded down to a multiple of it. */
const every = Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 }));
/** A profile's name or file; default the one the source was read with before, else one proposed. */
const profile = Type.Optional(Type.String());

const HttpSource = Type.Object(
  {
    kind: Type.Literal('http'),
    ...Common,
    every,
    profile,
    /** The first page; redirects are not followed, and every later page lies on the same host. */
    url: Type.String({ pattern: '^https?://' }),
    /** Dotted path to the rows of a page; '' where the page is the list itself. */
    rows: Type.Optional(Type.String()),
    /** Dotted path to the number of rows there are in all, to compare. */
    total: Type.Optional(Type.String()),
    /** How pages go on: a cursor the page names, a page number, or an offset. */
    paging: Type.Optional(
      Type.Object(
        {
          by: Type.Enum(['cursor', 'page', 'offset']),
          parameter: Type.String({ minLength: 1 }),
          /** Dotted path to the next page's cursor. */
          next: Type.Optional(Type.String()),
          /** The first page's number; default 1. */
          first: Type.Optional(Type.Integer()),
        },
        { additionalProperties: false },
      ),
    ),
    /** Parameter that asks for what changed since the last fetch, filled with its checkpoint. */
    since: Type.Optional(
      Type.Object(
        { parameter: Type.String(), field: Type.String(), overlapMinutes: Type.Optional(Type.Integer({ minimum: 0 })) },
        { additionalProperties: false },
      ),
    ),
    /** Field that tells rows apart, so that one a shifted page repeats is taken once. */
    id: Type.Optional(Type.String()),
    /** File that holds the token; it is read before every fetch and never kept, shown or logged. */
    tokenFile: Type.Optional(Type.String()),
    tokenHeader: Type.Optional(Type.String()),
    tokenPrefix: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type HttpSource = Static<typeof HttpSource>;

const SqlSource = Type.Object(
  {
    kind: Type.Literal('sql'),
    ...Common,
    every,
    profile,
    engine: Type.Enum([...ENGINES]),
    /** File that holds the connection's address with its password; never shown or logged. */
    addressFile: Type.String(),
    /** The view or table, with its schema where it needs one. */
    relation: Type.String({ pattern: '^[\\p{L}_][\\p{L}\\p{N}_$]*(\\.[\\p{L}_][\\p{L}\\p{N}_$]*){0,2}$' }),
    /** The columns read, each with the type the source promised (its engine's own name); another type holds the feed. */
    columns: Type.Record(Type.String(), Type.String()),
    /** Column of the last change; only rows changed since the last fetch, less the overlap, are read. */
    since: Type.Optional(
      Type.Object(
        { column: Type.String(), overlapMinutes: Type.Optional(Type.Integer({ minimum: 0 })) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type SqlSource = Static<typeof SqlSource>;

const InboxSource = Type.Object({ kind: Type.Literal('inbox'), ...Common }, { additionalProperties: false });

const SourceFile = Type.Union([InboxSource, HttpSource, SqlSource]);
export type SourceFile = Static<typeof SourceFile>;

/** One file per source, its name the source's: how it delivers. What is wrong with a file is told beside the good ones. */
export async function readSources(
  folder: string,
): Promise<{ sources: Map<string, SourceFile>; troubles: Map<string, string> }> {
  const sources = new Map<string, SourceFile>();
  const troubles = new Map<string, string>();
  const names = await readdir(folder).catch(() => []);
  for (const file of names.filter((name) => name.endsWith('.json')).sort()) {
    const source = file.slice(0, -'.json'.length);
    try {
      sources.set(source, checked(JSON.parse(await readFile(join(folder, file), 'utf8'))));
    } catch (error) {
      troubles.set(source, `${file}: ${(error as Error).message}`);
    }
  }
  return { sources, troubles };
}

function checked(content: unknown): SourceFile {
  if (Value.Check(SourceFile, content)) return content;
  const kind = (content as { kind?: unknown } | null)?.kind;
  const shape = kind === 'http' ? HttpSource : kind === 'sql' ? SqlSource : InboxSource;
  const [error] = Value.Errors(shape, content);
  throw new Error(`${error?.instancePath || 'the file'} ${error?.message ?? 'is no source'}`);
}
