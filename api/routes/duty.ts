import type { Db } from '../../sql/database.ts';
import { duty } from '../../sql/read/duty.ts';
import { DutyReply } from '../contract/duty.ts';
import { filterFields } from '../contract/filter.ts';
import { inForce } from '../in-force.ts';
import { limitsOf } from '../limits.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords } from '../table/words.ts';

type Row = DutyReply['groups'][number]['rows'][number] & { group: string };

export const dutyRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/duty',
    {
      schema: {
        summary: '值班看板：在途、超期与临期工单、环节',
        querystring: tableQuery(filterFields),
        response: { 200: DutyReply },
      },
      preSerialization: asTable<DutyReply, Row>({
        zh: '值班看板',
        en: 'duty',
        rows: (r) => r.groups.flatMap(({ group, rows }) => rows.map((row) => ({ ...row, group }))),
        columns: [
          { zh: '到期', en: 'Due', cell: (row, lang) => inWords(row.group, lang) },
          { zh: '申请编号', en: 'Case', cell: (row) => row.caseKey },
          { zh: '用户类别', en: 'Class', cell: (row, lang) => inWords(row.class, lang) },
          { zh: '业务类型', en: 'Business', cell: (row) => row.business },
          { zh: '环节', en: 'Stage', cell: (row) => row.stageName },
          { zh: '时限', en: 'Limit', cell: (row) => row.limit },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '当前责任部门', en: 'Department in charge', cell: (row) => row.department },
          { zh: '超期天数', en: 'Days over', cell: (row) => row.over },
        ],
      }),
    },
    (request, reply) =>
      answer(
        request,
        reply,
        async ({ db, scope, now }) => withLimits(db, await duty(db, scope, request.query, now), request.query.class),
        { clock: true },
      ),
  );
};

/** Adds each case's limit by the rule its clock was judged by, and the stages' limits. */
async function withLimits(
  db: Db,
  { dataDay, groups, stages, ...read }: Awaited<ReturnType<typeof duty>>,
  chosen: string | undefined,
) {
  const { chosen: set } = await inForce(db, read.basis);
  return {
    ...read,
    groups: groups.map(({ rows, ...group }) => ({
      ...group,
      rows: rows.map(({ rule, ...row }) => ({ ...row, limit: set.rules[rule]?.value ?? null })),
    })),
    stages: stages.map((stage) => ({ ...stage, limits: limitsOf(set, stage.stage, dataDay, chosen) })),
  };
}
