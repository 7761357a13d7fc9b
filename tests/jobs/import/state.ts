import type { Connection } from '../../../sql/database.ts';
import { decodeHistogram } from '../../../sql/histogram.ts';
import { unpackQuarter } from '../../../sql/quarter.ts';

type Row = Record<string, unknown>;

/** A stage of pages and cube without the number of SEEN or RUNNING added to it, and its name with it. */
const base = (column: string) => `(floor((${column} + 16) / 8192.0)::int * 8192)`;
const plain = (column: string) => `(${column} - ${base(column)})`;
const coded = (column: string) =>
  `(coalesce(s.code, ${plain(column)}::text) || coalesce('+' || nullif(${base(column)}, 0), ''))`;

/**
 * Everything a source knows and everything that was judged of it, in words instead of numbers and in an order only the
 * content decides: equal for equal facts, verdicts and cube, whatever their provenance (file, line, version, numbering).
 */
export async function stateOf({ pool }: Pick<Connection, 'pool'>, source: string): Promise<string[]> {
  const ask = async (text: string) => (await pool.query<Row>(text, [source])).rows;
  const from = 'join origin o on o.origin = x.origin where o.source = $1';
  const party = (column: string) => `(select name from party p where p.origin = x.origin and p.party = ${column})`;
  const parts: [string, Row[]][] = [
    [
      'origin',
      await ask(
        'select zone, rule_set, mapped, single_stamp, data_time, own_clock, daily, profile from origin x where source = $1',
      ),
    ],
    [
      'unit',
      await ask(`select string_agg(case when t.unit = 0 and t.code = o.source then '·' else t.code || ' ' || t.name end, '/' order by t.level) as path
        from unit x join unit_above a on a.origin = x.origin and a.unit = x.unit
        join unit t on t.origin = a.origin and t.unit = a.above ${from}
        and (x.unit = 0 or exists (select from unit_version v where v.origin = x.origin and v.code = x.code)
          or exists (select from case_fact f where f.origin = x.origin and (f.unit = x.unit or x.unit = any(f.event_unit))))
        group by x.origin, x.unit order by 1`),
    ],
    [
      'unit_version',
      await ask(`select code, valid_from::text, valid_to::text, name, parent, successor, x.data_time from unit_version x ${from}
        order by 1, 2`),
    ],
    [
      'case',
      await ask(`select to_jsonb(x) - '{origin,case_id,unit,version,file,line,evidence,step,operator,departments,event_unit,current_step,department,manager,designer,builder,supplier}'::text[]
          || jsonb_build_object('unit', (select code from unit u where u.origin = x.origin and u.unit = x.unit),
            'department', ${party('x.department')}, 'manager', ${party('x.manager')},
            'current', (select name from step s where s.origin = x.origin and s.step = x.current_step),
            'firms', (select jsonb_agg(m.name order by k.n) from unnest(array[x.designer, x.builder, x.supplier]) with ordinality k(firm, n)
              left join firm m on m.origin = x.origin and m.firm = k.firm),
            'events', (select jsonb_agg(jsonb_build_array(s.name, g.code, ${party('e.operator')}, ${party('e.department')}, u.code)
                order by e.n)
              from unnest(x.step, x.operator, x.departments, x.event_unit) with ordinality e(step, operator, department, unit, n)
              join step s on s.origin = x.origin and s.step = e.step
              join stage g on g.origin = x.origin and g.stage = s.stage
              left join unit u on u.origin = x.origin and u.unit = e.unit)) as fact
        from case_fact x ${from} order by x.case_key`),
    ],
    ...(await Promise.all(
      ['suspension', 'callback', 'step_return', 'complaint', 'batch_customer', 'snapshot'].map(
        async (table): Promise<[string, Row[]]> => [
          table,
          await ask(
            `select distinct to_jsonb(x) - '{origin,file,line}'::text[] as note from ${table} x ${from} order by 1`,
          ),
        ],
      ),
    )),
    [
      'clock',
      await ask(`select f.case_key, to_jsonb(x) - '{origin,case_id,unit,grp,stage,rule,started,deadline,risk_at,stopped,used,days_over,verdict,paused,seen_stage,seen_at,seen_days}'::text[]
          || jsonb_build_object('group', (select class || '|' || business from cube_group g where g.origin = x.origin and g.grp = x.grp),
            'unit', (select code from unit u where u.origin = x.origin and u.unit = x.unit),
            'clocks', (select jsonb_agg(c.clock order by c.clock) from (
              select to_jsonb(k) - 'stage' || jsonb_build_object('stage', coalesce(g.code, k.stage::text)) as clock
              from unnest(x.stage, x.rule, x.started, x.deadline, x.risk_at, x.stopped, x.used, x.days_over, x.verdict, x.paused)
                k(stage, rule, started, deadline, risk_at, stopped, used, days_over, verdict, paused)
              left join stage g on g.origin = x.origin and g.stage = k.stage) c)) as clock
        from case_clock x left join case_fact f on f.origin = x.origin and f.case_id = x.case_id ${from} order by 1, x.rule_set`),
    ],
    [
      'page',
      await ask(`select x.rule_set, u.code as unit, x.piece, f.case_key, ${coded('k.stage')} as stage,
          g.class || '|' || g.business as grp, k.days, k.verdict
        from case_page x cross join lateral unnest(x.case_id, x.stage, x.grp, x.days, x.verdict) k(case_id, stage, grp, days, verdict)
        left join case_fact f on f.origin = x.origin and f.case_id = k.case_id
        left join unit u on u.origin = x.origin and u.unit = x.unit
        left join stage s on s.origin = x.origin and s.stage = ${plain('k.stage')}
        left join cube_group g on g.origin = x.origin and g.grp = k.grp ${from} order by 1, 2, 3, 4, 5, 6, 7, 8`),
    ],
    ['cube', await cube(ask)],
  ];
  return parts.flatMap(([name, rows]) => rows.map((row) => `${name} ${JSON.stringify(row)}`));
}

async function cube(ask: (text: string) => Promise<Row[]>): Promise<Row[]> {
  const groups = new Map<unknown, string>();
  for (const row of await ask(
    "select grp, class || '|' || business as name from cube_group x join origin o on o.origin = x.origin where o.source = $1",
  ))
    groups.set(row.grp, row.name as string);
  const rows = await ask(`select x.rule_set, u.code as unit, x.quarter, ${coded('x.stage')} as stage,
      x.n, x.decided, x.late, x.undecidable, x.hists
    from cube x left join unit u on u.origin = x.origin and u.unit = x.unit
    left join stage s on s.origin = x.origin and s.stage = ${plain('x.stage')}
    join origin o on o.origin = x.origin where o.source = $1 order by 1, 2, 3, 4`);
  return rows.map(({ hists, ...row }) => ({
    ...row,
    hists: Array.from(unpackQuarter(hists as Uint8Array, row.quarter as number), ([piece, hist]) =>
      decodeHistogram(hist)
        .map(({ grp, days, verdict, n }) => [piece, groups.get(grp), days, verdict, n].join(' '))
        .sort(),
    ),
  }));
}
