import type { AuditedSuspension } from '../../jobs/clock/suspension-audit.ts';
import type { Db } from '../../sql/database.ts';
import { suspensions } from '../../sql/read/suspensions.ts';
import { auditedSuspensions } from '../audited-suspensions.ts';
import { filterFields } from '../contract/filter.ts';
import { SuspensionsReply, type SuspendedUnit } from '../contract/suspensions.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { rateCell } from '../table/words.ts';

export const suspensionsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/suspensions',
    {
      schema: {
        summary: '暂停计时核查：剔除占比、因暂停达标、临期暂停、事后补录',
        querystring: tableQuery(filterFields),
        response: { 200: SuspensionsReply },
      },
      preSerialization: asTable<SuspensionsReply, SuspendedUnit>({
        zh: '暂停计时核查',
        en: 'suspensions',
        rows: (r) => r.rows,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '办结工单', en: 'Cases ended', cell: (row) => row.cases },
          { zh: '有暂停的工单', en: 'Suspended', cell: (row) => row.suspended },
          { zh: '剔除工作日占比', en: 'Share of days excluded', cell: (row) => rateCell(row.excluded, row.days) },
          { zh: '因暂停达标', en: 'In time by suspension', cell: (row) => row.rescued },
          { zh: '暂停次数', en: 'Suspensions', cell: (row) => row.suspensions },
          { zh: '临期暂停', en: 'Last-minute', cell: (row) => row.lastMinute },
          { zh: '事后补录', en: 'Retroactive', cell: (row) => row.retroactive },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) =>
        audited(db, await suspensions(db, scope, request.query, now)),
      ),
  );
};

type Read = Awaited<ReturnType<typeof suspensions>>;

async function audited(db: Db, { basis, zone, units, branchOf, cases, suspended }: Read): Promise<SuspensionsReply> {
  const told = await auditedSuspensions(db, basis, zone, suspended);
  const all = told.flatMap(({ found }) => found);
  const unitRow = (unit: string, unitName: string, mine: (unit: number) => boolean): SuspendedUnit => {
    const ended = cases.filter((row) => mine(row.unit));
    const own = told.filter((one) => mine(one.unit));
    return {
      ...{ unit, unitName },
      cases: ended.reduce((sum, row) => sum + row.cases, 0),
      days: ended.reduce((sum, row) => sum + row.days, 0),
      suspended: own.length,
      rescued: own.filter(({ found }) => found.some((one) => one.rescued)).length,
      ...countsOf(own.flatMap(({ found }) => found)),
    };
  };
  const reasons = [...new Set(all.map(({ reason }) => reason))].map((reason) => ({
    reason,
    ...countsOf(all.filter((one) => one.reason === reason)),
  }));
  return {
    basis,
    whole: unitRow(basis.unit, basis.unitName, () => true),
    rows: units.map(({ unit, code, name }) => unitRow(code, name, (one) => branchOf.get(one) === unit)),
    reasons: reasons.toSorted((a, b) => b.excluded - a.excluded || b.suspensions - a.suspensions),
  };
}

function countsOf(found: readonly AuditedSuspension[]) {
  const dated = found.filter(({ retroactive }) => retroactive !== null);
  return {
    suspensions: found.length,
    excluded: found.reduce((sum, { days }) => sum + days, 0),
    lastMinute: found.filter(({ lastMinute }) => lastMinute).length,
    retroactive: dated.length === 0 ? null : dated.filter(({ retroactive }) => retroactive).length,
  };
}
