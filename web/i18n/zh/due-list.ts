/** 今日必办 case by case: copied, opened, printed. */
export const dueList = {
  'due-list.print': '打印页',
  'due-list.open': '展开{name}的工单',
  'due-list.noCases': '未能取得工单清单，请重试。',
  'due-list.overdue': '超期',
  'due-list.kind': '{kind} {n} 件',
  'due-list.textBlock': '【{who}】',
  'due-list.textLine': '{kind} {n} 件：{keys}',
  'due-list.textOver': '（超 {n}）',
  'due-list.textAnd': '、',
  'due-list.paper': '打印',
};
