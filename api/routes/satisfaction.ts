import { gradePoints, neutralCounts } from '../../jobs/measures/measures.ts';
import { compareUnits, spreadBetween } from '../../jobs/statistics/unit-comparison.ts';
import { wilson } from '../../jobs/statistics/wilson.ts';
import { satisfaction, type SatisfactionOptions } from '../../sql/read/satisfaction.ts';
import { filterFields } from '../contract/filter.ts';
import { SatisfactionReply } from '../contract/satisfaction.ts';
import { inForce } from '../in-force.ts';
import type { Route } from '../route.ts';
import { markersOf } from '../rule-starts.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, rateCell } from '../table/words.ts';

export const satisfactionRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/satisfaction',
    {
      schema: {
        summary: '满意度：统计期内回访',
        querystring: tableQuery(filterFields),
        response: { 200: SatisfactionReply },
      },
      preSerialization: asTable<SatisfactionReply, SatisfactionReply['byUnit'][number]>({
        zh: '满意度',
        en: 'satisfaction',
        rows: (r) => r.byUnit,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '已回访', en: 'Made', cell: (row) => row.made },
          { zh: '回访成功', en: 'Answered', cell: (row) => row.answered },
          { zh: '不评价', en: 'No opinion', cell: (row) => row.noOpinion },
          { zh: '满意', en: 'Satisfied', cell: (row) => row.satisfied },
          { zh: '满意率', en: 'Rate', cell: (row) => rateCell(row.satisfied, row.answered - row.noOpinion) },
          { zh: '区间下限', en: 'Interval from', cell: (row) => row.low },
          { zh: '区间上限', en: 'Interval to', cell: (row) => row.high },
          { zh: '按回访对象加权', en: 'Weighted by callbacks', cell: (row) => row.corrected },
          { zh: '与整体比', en: 'Against the whole', cell: (row, lang) => inWords(`standing-${row.standing}`, lang) },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const day = new Date(now / 1000).toISOString().slice(0, 10);
        const read = await satisfaction(db, scope, request.query, now, optionsOn(day));
        const { sets } = await inForce(db, read.basis);
        return { ...withStandings(read), markers: markersOf(read.months, sets, read.basis.rules) };
      }),
  );
};

const optionsOn = (day: string): SatisfactionOptions => ({
  points: gradePoints(day),
  neutralCounts: neutralCounts(day),
});

/** Adds intervals, the rate corrected for uneven response, and what can be said against the whole. */
export function withStandings({ byUnit, ...read }: Awaited<ReturnType<typeof satisfaction>>) {
  const trials = byUnit.map((row) => ({ n: row.answered - row.noOpinion, hits: row.satisfied }));
  const eligible = trials.filter(({ n }) => n >= read.minimum);
  const target = read.rate ?? 1;
  const compared = compareUnits(eligible, target, spreadBetween(trials, target, []).between);
  return {
    ...read,
    byUnit: byUnit.map(({ classes, ...row }, i) => {
      const interval = wilson(trials[i]!.hits, trials[i]!.n);
      const place = eligible.indexOf(trials[i]!);
      return {
        ...row,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        corrected: byCallbacks(classes),
        standing: place < 0 ? ('small' as const) : compared[place]!.standing,
      };
    }),
  };
}

/** The rate had every class answered alike: its classes' rates weighted by the callbacks made; null without an opinion. */
function byCallbacks(classes: readonly { made: number; opinions: number; satisfied: number }[]): number | null {
  const heard = classes.filter(({ opinions }) => opinions > 0);
  const made = heard.reduce((sum, row) => sum + row.made, 0);
  if (made === 0) return null;
  return heard.reduce((sum, row) => sum + (row.made / made) * (row.satisfied / row.opinions), 0);
}
