import { bridge as parts, plus, type Change, type ChangeCause, type Side } from '../../jobs/statistics/bridge.ts';
import { bridge, type ChangedClock } from '../../sql/read/bridge.ts';
import { BridgeReply } from '../contract/bridge.ts';
import { filterFields } from '../contract/filter.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

/** Cases of a part that the reply carries; the count is of all. */
const LISTED = 200;

export const bridgeRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/bridge',
    {
      schema: {
        summary: '上报数与重算数之差：补录、更正、时限、日历、对照、申诉剔除，逐件可查',
        querystring: tableQuery(filterFields),
        response: { 200: BridgeReply },
      },
      preSerialization: asTable<BridgeReply, { cause: string } & BridgeReply['parts'][number]['list'][number]>({
        zh: '差异工单',
        en: 'bridge',
        rows: (r) => r.parts.flatMap(({ cause, list }) => list.map((one) => ({ cause, ...one }))),
        columns: [
          { zh: '原因', en: 'Cause', cell: (row, lang) => inWords(row.cause, lang) },
          { zh: '申请编号', en: 'Case', cell: (row) => row.caseKey },
          { zh: '上报时', en: 'As reported', cell: (row, lang) => inWords(row.before, lang) },
          { zh: '重算后', en: 'Restated', cell: (row, lang) => inWords(row.after, lang) },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => bridged(await bridge(db, scope, request.query, now))),
  );
};

/** A clock new to the figure whose facts changed came late; one that was in it was corrected. */
function causeOf({ before, facts, rules, calendar }: ChangedClock): ChangeCause {
  if (facts) return before === null ? 'late-arrival' : 'correction';
  return rules ? 'rules' : calendar ? 'calendar' : 'mapping';
}

function bridged({ changed, exempted, ...read }: Awaited<ReturnType<typeof bridge>>): BridgeReply {
  const listed = [
    ...changed.map((clock) => ({
      caseKey: clock.caseKey,
      cause: causeOf(clock),
      before: clock.before as Side,
      after: clock.after as Side,
    })),
    ...exempted.map((caseKey) => ({ caseKey, cause: 'exemption' as const, before: 'overdue' as const, after: null })),
  ] satisfies (Change & { caseKey: string })[];
  const all = parts(listed).map((part) => ({
    ...part,
    list: listed
      .filter((one) => one.cause === part.cause)
      .slice(0, LISTED)
      .map(({ caseKey, before, after }) => ({ caseKey, before, after })),
  }));
  const taken = all.find((part) => part.cause === 'exemption')!;
  return { ...read, parts: all, afterExemptions: plus(read.restated, taken.difference) };
}
