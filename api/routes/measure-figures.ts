import { Filter } from '../contract/filter.ts';
import { MeasureFiguresReply } from '../contract/measure-figures.ts';
import { measuresTold } from '../measures-told.ts';
import type { Route } from '../route.ts';

export const measureFiguresRoute: Route = (api, answer) => {
  api.get(
    '/api/v1/measure-figures',
    {
      schema: {
        summary: '指标口径页上的数值；来源没有所需字段的指标不给数',
        querystring: Filter,
        response: { 200: MeasureFiguresReply },
      },
    },
    (request, reply) => answer(request, reply, ({ db, scope, now }) => measuresTold(db, scope, request.query, now)),
  );
};
