import { isComparable } from '../../jobs/statistics/shift.ts';
import { findShifts } from '../../jobs/statistics/shifts.ts';
import { shifts } from '../../sql/read/shifts.ts';
import { filterFields } from '../contract/filter.ts';
import { ShiftsReply } from '../contract/shifts.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';

export const shiftsRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/shifts',
    {
      schema: {
        summary: '持续变长的环节：下级单位自身前后及与其他单位相比',
        querystring: tableQuery(filterFields),
        response: { 200: ShiftsReply },
      },
      preSerialization: asTable<ShiftsReply, ShiftsReply['found'][number]>({
        zh: '持续变长的环节',
        en: 'shifts',
        rows: (r) => r.found,
        columns: [
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '环节', en: 'Stage', cell: (row) => row.stageName },
          { zh: '部门', en: 'Department', cell: (row) => row.department },
          { zh: '起自', en: 'Since', cell: (row) => row.since },
          { zh: '此前中位数（工作日）', en: 'Median before (working days)', cell: (row) => row.before.median },
          { zh: '此后中位数（工作日）', en: 'Median after (working days)', cell: (row) => row.after.median },
          { zh: '此后 n', en: 'n after', cell: (row) => row.after.n },
        ],
      }),
    },
    (request, reply) =>
      answer(request, reply, async ({ db, scope, now }) => {
        const { cells, months, ...read } = await shifts(db, scope, request.query, now);
        const compared = cells.filter(({ wait, work }) => isComparable(wait) || isComparable(work)).length;
        return {
          ...read,
          months,
          compared,
          few: cells.length - compared,
          found: findShifts(cells).map(({ cell, since, phase, before, after, other }) => {
            const { unit, unitName, kind, stage, stageName, department } = cell;
            return {
              ...{ unit, unitName, kind, stage, stageName, department, phase, before, after, other },
              since: months[since]!,
            };
          }),
        };
      }),
  );
};
