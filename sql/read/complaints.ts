import { sql } from 'kysely';
import type { Db } from '../database.ts';
import {
  complaints as complaintsIn,
  COMPLAINTS,
  perTenThousand,
  type ComplaintKind,
} from '../read-ground/complaints.ts';
import { customersOf } from '../read-ground/customers.ts';
import { deliveredOf } from '../read-ground/delivered.ts';
import { groundOf, type Ground, type Question } from '../read-ground/ground.ts';
import { unitsBelow } from '../read-ground/units.ts';
import type { Scope } from '../scope.ts';
import type { Instant } from '../vocabulary.ts';

/** Complaints about a case, by what became of them; `unlinked`: those that name no known case. */
type Counts = Record<ComplaintKind, number> & { unlinked: number };

/** 投诉 of the period by the line they came in by and by unit, with the customers 户 of the cases archived in it. */
export async function complaints(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const units = await unitsBelow(db, g);
  const numbers = units.map((u) => u.unit);
  const channels = await byChannel(db, g);
  const counts = await perUnit(db, g, numbers);
  const delivered = await deliveredOf(db, g);
  const lacks = NEEDED.filter((field) => !delivered.includes(field));
  const customers = await customersOf(db, g, [g.unit.unit, ...numbers]);
  const told = (unit: number, of: Pick<Counts, 'first' | 'unlinked'>) => {
    if (lacks.length > 0) return { customers: null, perTenThousand: null };
    const archived = customers.get(unit) ?? 0;
    return { customers: archived, perTenThousand: perTenThousand({ ...of, customers: archived }) };
  };
  const sum = (kind: keyof Counts) => channels.reduce((n, row) => n + row[kind], 0);
  const whole = { first: sum('first'), unlinked: sum('unlinked') };
  return {
    basis: { ...g.basis, readFrom: 'facts' as const },
    lacks,
    ...whole,
    ...told(g.unit.unit, whole),
    upheld: sum('upheld'),
    rejected: sum('rejected'),
    undecided: sum('undecided'),
    repeated: sum('repeated'),
    byChannel: channels,
    byUnit: units.map((u) => {
      const of = counts.get(u.unit) ?? NONE;
      return { unit: u.code, unitName: u.name, ...of, ...told(u.unit, of) };
    }),
  };
}

/** Without them nothing is told per 10,000 customers, as with the measure. */
const NEEDED = ['complaint', 'customers'] as const;

const NONE: Counts = { first: 0, upheld: 0, rejected: 0, undecided: 0, repeated: 0, unlinked: 0 };

const KINDS = Object.entries(COMPLAINTS).map(
  ([kind, counted]) => sql`count(*) filter (where f.case_id is not null and ${counted})::int as ${sql.ref(kind)}`,
);
const counted = sql`${sql.join(KINDS)},
  count(*) filter (where f.case_id is null and ${COMPLAINTS.first})::int as unlinked`;

async function byChannel(db: Db, g: Ground) {
  const { rows } = await sql<Counts & { channel: string }>`
    select m.channel, ${counted} from ${complaintsIn(g, g.basis.from, g.basis.to)}
    group by m.channel order by count(*) desc, m.channel`.execute(db);
  return rows;
}

async function perUnit(db: Db, g: Ground, units: readonly number[]): Promise<Map<number, Counts>> {
  const { rows } = await sql<Counts & { above: number }>`
    select a.above, ${sql.join(Object.keys(NONE).map((kind) => sql`sum(c.${sql.ref(kind)})::int as ${sql.ref(kind)}`))}
    from (select p.unit, ${counted} from ${complaintsIn(g, g.basis.from, g.basis.to)} group by p.unit) c
    join unit_above a on a.origin = ${g.origin} and a.unit = c.unit and a.above = any(${[...units]}::int[])
    group by a.above`.execute(db);
  return new Map(rows.map(({ above, ...row }) => [above, row]));
}
