import { measureOf } from '../../jobs/measures/measures.ts';
import { scores } from '../../sql/read/scores.ts';
import { filterFields } from '../contract/filter.ts';
import { ScoresReply } from '../contract/scores.ts';
import { measuresTold } from '../measures-told.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

const { class: _class, business: _business, stage: _stage, exempted: _exempted, ...fields } = filterFields;

export const scoresRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/scores',
    {
      schema: {
        summary: '得分：有分值的目标合计，本单位与下一级单位；没有计分公式时不给分',
        querystring: tableQuery(fields),
        response: { 200: ScoresReply },
      },
      preSerialization: asTable<ScoresReply, ScoresReply['units'][number]>({
        zh: '得分',
        en: 'scores',
        rows: (r) => r.units,
        columns: [
          { zh: '单位代码', en: 'Unit code', cell: (row) => row.unit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '得分', en: 'Score', cell: (row) => row.score },
          { zh: '分值', en: 'Points', cell: (row) => row.points },
          { zh: '计分项数', en: 'Targets scored', cell: (row) => row.n },
          {
            zh: '没有数值、未计入',
            en: 'Without a figure, left out',
            cell: ({ without }, lang) => without.map(({ name }) => name[lang]).join('; '),
          },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { units, ...read } = await scores(db, scope, request.query, now);
        const told = [];
        for (const { targets, ...of } of units) {
          const { figures } = await measuresTold(db, scope, { ...request.query, unit: of.unit }, now);
          const scoreOf = ({ measure, part }: (typeof targets)[number]) =>
            figures.find((f) => f.measure === measure && f.part === part)?.target?.score ?? null;
          told.push({ ...of, ...together(targets.map((target) => ({ ...target, score: scoreOf(target) }))) });
        }
        return { ...read, units: told };
      }),
  );
};

type Scored = { measure: string; part: string; points: number; score: number | null };

/** Scores and points of the targets that have a figure; the others are named and add to neither. */
export function together(targets: readonly Scored[]) {
  const scored = targets.filter(({ score }) => score !== null);
  const sum = (of: (target: Scored) => number) => scored.reduce((all, target) => all + of(target), 0);
  return {
    score: scored.length === 0 ? null : sum(({ score }) => score!),
    points: sum(({ points }) => points),
    n: scored.length,
    without: targets.flatMap(({ score, ...target }) =>
      score === null ? [{ ...target, name: measureOf(target.measure).name }] : [],
    ),
  };
}
