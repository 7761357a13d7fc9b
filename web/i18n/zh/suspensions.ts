/** Panel 暂停计时核查 of the page 单位对比. */
export const suspensionWords = {
  'suspensions.heading': '暂停计时核查',
  'suspensions.finding': '暂停计时核查：{unit}因暂停达标的工单占 {rescued}，全部单位合计为 {whole}',
  'suspensions.note': '{period}办结的工单；时限按《{rules}》；仅供核查，不作结论',
  'suspensions.definition':
    '剔除占比为暂停剔除的工作日除以办结工单全部工作日。因暂停达标：计时项达标，但把暂停日计入则超期。临期暂停：开始时所停计时项的时限已用八成以上。事后补录：开始一天以后数据源才报送。标题只列出因暂停达标占比不低于整体两倍、且高出其他单位 3.09 个标准误以上的单位。办结不足 30 件的单位置灰。',
  'suspensions.empty': '所选范围没有暂停计时记录。',
  'suspensions.unit': '单位',
  'suspensions.cases': '办结工单',
  'suspensions.suspended': '有暂停',
  'suspensions.excluded': '剔除占比',
  'suspensions.rescued': '因暂停达标',
  'suspensions.rescuedShare': '占办结',
  'suspensions.lastMinute': '临期暂停次数',
  'suspensions.retroactive': '事后补录次数',
  'suspensions.notTold': '本数据源不记录暂停的报送时间，事后补录无法判断。',
  'suspensions.noReason': '未记录原因',
  'suspensions.reason': '原因',
  'suspensions.byReason': '按原因',
  'suspensions.suspensions': '暂停次数',
  'suspensions.excludedDays': '剔除工作日',
};
