/** Notes on time charts, and saved views. */
export const annotations = {
  'annotations.heading': '批注',
  'annotations.note': '写在月份上的说明，随图表给所有人看',
  'annotations.add': '添加批注',
  'annotations.month': '月份',
  'annotations.words': '内容',
  'annotations.author': '署名',
  'annotations.save': '保存',
  'annotations.takeBack': '撤回',
  'annotations.none': '没有批注。',
  'views.saved': '视图',
  'views.save': '存为视图',
  'views.replace': '替换同名视图',
  'views.name': '视图名称',
  'views.none': '本浏览器尚未保存视图。',
  'views.remove': '删除视图 {name}',
};
