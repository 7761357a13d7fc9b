/** Panel 时限试算 and the limit line that can be dragged. */
export const whatIf = {
  'what-if.handle': '移动此线，或按左右键，试算时限',
  'what-if.value': '试算 {n}',
  'what-if.tried': '时限若为 {limit}：超期率 {rate}（{late} / {n} 件）。',
  'what-if.reported': '现行判定：{rate}（{late} / {n} 件）。',
  'what-if.reset': '恢复现行时限',
  'what-if.heading': '时限试算：{limit} 个工作日',
  'what-if.note': '办结 {period}；对照《{rules}》',
  'what-if.definition':
    '把该环节的时限换成试算值，其余不变，按已用天数重新计数：已用天数大于试算时限即为超期。在途按数据时间。所有类别用同一个试算时限；各类别时限不同时请先选定类别。',
  'what-if.history': '统计期内办结，试算超期',
  'what-if.open': '在办，试算超期',
  'what-if.units': '有超期的最下级单位',
  'what-if.of': '/ {n}',
  'what-if.beside': '现行判定 {late} 件，{rate}',
  'what-if.besideOpen': '现行判定 {late} 件',
  'what-if.besideUnits': '现行判定 {n} 个',
  'what-if.static': '静态测算：假定各单位在新时限下办理快慢不变，实际执行后会有变化。',
  'what-if.dayOff':
    '现行判定的超期中有 {n} 件在末日之后的休息日办结，已用天数未超过时限；试算按已用天数，不含这类工单。',
  'what-if.unit': '单位',
  'what-if.rate': '超期率',
  'what-if.late': '试算超期',
  'what-if.asJudged': '现行超期',
};
