/** What is read only once it is asked for: the definitions of the overview, the help. */
export const askedFor = {
  'open-stock.definition':
    '数据时间仍未归档、未中止的工单。状态取第一个成立的：在途超期、临期（剩余不超过 1 个工作日或时限已用八成）、计时中、暂停计时、无法判定，五项之和等于在途存量。',
  'compliance-rate.definition':
    '统计期内归档的工单。高压工单的各考核环节均达标才算达标；低压按全流程或供电企业办理合计判定；其他类别的各项时限均达标才算达标。高压、低压不合并。',
  'stage-strip.definition':
    '一个环节的计时项在统计期内停止，即计入该环节的分布；超期率为其中超过时限的占比。在办是数据时间仍在该环节计时的工单，在途超期是其中已过应办结日期的。',
  'trend.definition':
    '达标率按归档月份统计，高压、低压各列一图；柱为每月末的在途超期工单，最后一月为数据时间。细线为去年同期。未满期的月份以斜纹与空心点标出。',
  'due-list.definition':
    '在途计时项的应办结日期为今日、明日的工单，以及已过应办结日期的工单，按当前责任单位与部门分列，超期最久者在前。“超”按工作日。今日按来源自己的日期。',
  'satisfaction-summary.definition':
    '满意率 =（非常满意 + 满意）÷（回访成功 − 不评价），按回访日期统计。回访率 = 已回访 ÷ 应回访。',
  'help.search': '搜索申请编号',
  'help.help': '显示本说明',
  'help.full': '全屏',
  'help.table': '图与表切换',
  'help.export': '导出当前面板',
  'help.move': '下一件、上一件',
  'help.escape': '关闭，离开输入框',
};
