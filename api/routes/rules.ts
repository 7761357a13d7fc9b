import Type from 'typebox';
import { parseDate } from '../../jobs/clock/day.ts';
import type { RuleSet } from '../../jobs/clock/rule-set.ts';
import { ruleTimeline, type TimelineLimit } from '../../jobs/clock/rule-timeline.ts';
import { rules } from '../../sql/read/rules.ts';
import { filterFields } from '../contract/filter.ts';
import { RulesReply, type RuleRow } from '../contract/rules.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

export const rulesRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/rules',
    {
      schema: {
        summary: '时限规则：一个单位、一类用户的全部时限，过去、现行与将来',
        querystring: tableQuery({
          ...filterFields,
          examples: Type.Optional(Type.Boolean({ description: '也列各地示例与外国规则集' })),
        }),
        response: { 200: RulesReply },
      },
      preSerialization: asTable<RulesReply, RuleRow>({
        zh: '时限规则',
        en: 'rules',
        rows: (r) => r.limits,
        columns: [
          { zh: '计时项', en: 'Clock', cell: (row, lang) => inWords(row.clock, lang) },
          { zh: '规则集', en: 'Rule sets', cell: (row) => row.sets.join(' ') },
          { zh: '依据', en: 'Legal source', cell: (row) => row.source },
          { zh: '起', en: 'From', cell: (row) => row.from },
          { zh: '止', en: 'To', cell: (row) => row.to },
          { zh: '用户类别', en: 'Classes', cell: (row, lang) => row.classes?.map((c) => inWords(c, lang)).join(' ') },
          { zh: '时限', en: 'Limit', cell: (row) => row.value },
          { zh: '单位', en: 'Unit', cell: (row, lang) => inWords(row.unit, lang) },
          { zh: '首日', en: 'First day', cell: (row) => row.convention },
          { zh: '状态', en: 'State', cell: (row, lang) => inWords(row.state, lang) },
          { zh: '标记', en: 'Mark', cell: (row, lang) => inWords(row.mark, lang) },
          { zh: '说明', en: 'Note', cell: (row) => row.note },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) =>
        asTimeline(await rules(db, scope, request.query, now), request.query.examples === true),
      ),
  );
};

/** The sets that judge the source, and all of the whole country; `examples`: those of other places too. */
function asTimeline(
  { basis, dataDay, class: customerClass, unitPath, sets }: Awaited<ReturnType<typeof rules>>,
  examples: boolean,
): RulesReply {
  const told = sets
    .map(({ doc, calendar }) => ({ ...(doc as RuleSet), judgedBy: calendar }))
    .filter((set) => set.rules.length > 0 && (examples || set.judgedBy !== null || set.place === undefined));
  const { limits, faults } = ruleTimeline(told, { unitPath, class: customerClass, day: parseDate(dataDay) });
  return {
    ...{ basis, dataDay, class: customerClass, faults },
    sets: told.map(({ code, name, nameEn, kind, version, picks, example, judgedBy }) => ({
      ...{ code, name, nameEn, kind, version, picks },
      example: example === true,
      judges: judgedBy !== null,
      calendar: judgedBy,
      limits: limits.filter((one) => one.sets.includes(code)).length,
    })),
    limits: limits.map(rowOf),
  };
}

function rowOf(limit: TimelineLimit): RuleRow {
  const band = (given: TimelineLimit['voltage']) =>
    given === undefined ? null : { over: given.over ?? null, upTo: given.upTo ?? null };
  const {
    sets,
    places,
    clock,
    state,
    mark,
    source,
    from,
    to,
    start,
    stop,
    counts,
    value,
    unit,
    convention,
    statistic,
  } = limit;
  return {
    ...{ sets, places, clock, state, mark, source, from, to, start, stop, counts, value, unit, convention, statistic },
    units: limit.units ?? null,
    classes: limit.classes ?? null,
    supplies: limit.supplies ?? null,
    voltage: band(limit.voltage),
    capacity: band(limit.capacity),
    flags: Object.fromEntries(Object.entries(limit.flags ?? {}).filter(([, wanted]) => wanted !== undefined)),
    pauses: limit.pauses ?? null,
    hours: limit.hours ?? null,
    note: limit.note ?? '',
  };
}
