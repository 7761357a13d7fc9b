import type { Connection } from '../../../sql/database.ts';

/** Everything judged, as text in a canonical order; only the version that wrote a part is left out. */
export async function dump({ pool }: Pick<Connection, 'pool'>): Promise<string[]> {
  const queries = [
    'select c::text as row from case_clock c order by origin, rule_set, case_id',
    'select p::text as row from case_page p order by origin, rule_set, unit, piece',
    `select row(origin, rule_set, unit, quarter, stage, n, decided, late, undecidable, encode(hists, 'hex'))::text as row
     from cube order by origin, rule_set, stage, quarter, unit`,
  ];
  const rows: string[] = [];
  for (const query of queries) {
    for (const row of (await pool.query<{ row: string }>(query)).rows) rows.push(row.row);
  }
  return rows;
}

/** Where each row of a table lies and who wrote it: changes with every write, even of the same content. */
export async function tuples(
  { pool }: Pick<Connection, 'pool'>,
  table: 'cube' | 'case_page' | 'case_clock',
): Promise<Map<string, string>> {
  const key = {
    cube: "unit || ' ' || quarter || ' ' || stage",
    case_page: "unit || ' ' || piece",
    case_clock: 'case_id::text',
  }[table];
  const { rows } = await pool.query<{ key: string; tuple: string }>(
    `select rule_set || ': ' || ${key} as key, ctid || ' ' || xmin as tuple from ${table}`,
  );
  return new Map(rows.map((row) => [row.key, row.tuple]));
}

/** Keys of rows written or removed between two looks. */
export function rewritten(before: Map<string, string>, after: Map<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key)).sort();
}
