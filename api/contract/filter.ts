import Type, { type Static, type TSchema } from 'typebox';

/** The filters every screen shares; they live in the URL under these names. Defaults are left out. */
export const filterFields = {
  source: Type.Optional(Type.String({ maxLength: 200, description: '数据来源；默认为最先接入的来源' })),
  rules: Type.Optional(Type.String({ maxLength: 80, description: '时限规则集代码；默认为该来源的主规则集' })),
  unit: Type.Optional(Type.String({ maxLength: 200, description: '单位代码，含下级；默认为可见的最高单位' })),
  from: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$', description: '统计期起，月；默认为数据时间所在月' })),
  to: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}$', description: '统计期止，月，含' })),
  class: Type.Optional(Type.String({ maxLength: 200, description: '用户类别；(blank) 为空' })),
  business: Type.Optional(Type.String({ maxLength: 200, description: '业务类型；(blank) 为空' })),
  stage: Type.Optional(
    Type.String({ maxLength: 200, description: '环节代码；whole-process 全流程，utility-sum 供电企业合计' }),
  ),
  reading: Type.Optional(
    Type.Literal('reported', { description: '关账时上报的数；默认按现行规则与数据重算。达标率、环节、走势' }),
  ),
  exempted: Type.Optional(
    Type.Literal('out', { description: '剔除已批准申诉的计时；默认剔除前。在途一律剔除前。达标率、环节' }),
  ),
};
export const Filter = Type.Object(filterFields, { additionalProperties: false });
export type Filter = Static<typeof Filter>;

/** Stands beside every reply: what the figures are about. Instants are ISO 8601 with the business zone's offset. */
export const Basis = Type.Object({
  source: Type.String(),
  sourceLabel: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  rules: Type.String(),
  rulesName: Type.String(),
  rulesNameEn: Type.String(),
  from: Type.String(),
  to: Type.String(),
  /** The last month of the period is not over at the data time. */
  partial: Type.Boolean(),
  /** null while the source has no event. */
  dataTime: Type.Union([Type.String(), Type.Null()]),
  demo: Type.Boolean(),
  ownClock: Type.Boolean(),
  /** `cube`, or `facts` where a filter is not in the cube. */
  readFrom: Type.Union([Type.Literal('cube'), Type.Literal('facts')]),
  reading: Type.Union([Type.Literal('restated'), Type.Literal('reported')]),
  /** Months of the period that are not closed 未关账: nothing was reported of them. */
  unclosed: Type.Array(Type.String()),
  /** `out`: rates of finished clocks without those an approved exemption takes out 剔除后. */
  exempted: Type.Union([Type.Literal('in'), Type.Literal('out')]),
  /** Cases in scope left out of the figures, by reason. */
  excluded: Type.Record(Type.String(), Type.Integer()),
});
export type Basis = Static<typeof Basis>;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
