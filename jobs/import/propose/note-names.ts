/** Roles of the columns of returns, complaints, batch customers, callbacks and firms. */
export type NoteRole =
  | 'designer'
  | 'builder'
  | 'supplier'
  | 'returnedAt'
  | 'returnedBy'
  | 'fromStep'
  | 'toStep'
  | 'number'
  | 'complained'
  | 'category'
  | 'upheld'
  | 'duplicateOf'
  | 'customer'
  | 'energised'
  | 'timeDeviates'
  | 'designated'
  | 'validFrom'
  | 'validTo'
  | 'successor';

const AT = '(?: ?(?:time|date|at|on))+';
const STEP = '(?:step|stage|activity|node|task)';

/** As in names.ts; these names mean one thing only. */
export const NOTE_RULES: readonly (readonly [NoteRole, RegExp])[] = [
  [
    'designer',
    /^(客户)?(受电)?(工程)?设计(单位|院|公司)(名称)?$|^(designer|design (firm|company|institute|contractor))( name)?$/,
  ],
  [
    'builder',
    /^(客户)?(受电)?(工程)?(施工|承装|承建)(单位|企业|公司|队伍?)(名称)?$|^(builder|contractor|installer|construction (firm|company|contractor))( name)?$/,
  ],
  [
    'supplier',
    /^(主要)?(电气)?设备(供应|供货|生产|制造)?(单位|商|厂家|厂商)(名称)?$|^供[应货](单位|商|厂家)(名称)?$|^(equipment )?(supplier|vendor|manufacturer)( name)?$/,
  ],
  ['returnedAt', new RegExp(`(回退|退回|退单)(时间|日期|时刻)$|^(returned?|sent back)${AT}$`)],
  ['returnedBy', /(回退|退回|退单)(人|人员|操作人)$|^(returned|sent back) by$/],
  [
    'toStep',
    new RegExp(
      `(回退|退回|退单)(到|至|目标|后)的?(环节|步骤|节点)(名称)?$|^(退回|目标)(环节|步骤|节点)(名称)?$|^(returned to|sent back to|to|target)( ${STEP})?$`,
    ),
  ],
  [
    'fromStep',
    new RegExp(
      `^((回退|退单)(前|源|发起|来源)?|退回(前|源|来源))(环节|步骤|节点)(名称)?$|^(原|来源|发起)(环节|步骤|节点)(名称)?$|^(returned from|sent back from|from|source) ?${STEP}?$`,
    ),
  ],
  ['number', /^投诉(工单|受理)?(编号|单号|号|流水号)$|^complaint ?(id|no|number|code|ref|reference)$/],
  ['complained', new RegExp(`^投诉(受理)?(时间|日期)$|^(complaint|complained)( received| made)?${AT}$`)],
  ['category', /^投诉(类型|类别|分类|小类|大类)$|^complaint (type|category|class)$/],
  ['upheld', /^(投诉)?(是否)?属实(情况|标志|与否)?$|^投诉(结论|认定)$|^(complaint )?(upheld|justified|substantiated)$/],
  [
    'duplicateOf',
    /^(重复|原|关联|首次)投诉(工单)?(编号|单号|号)$|^(duplicate of|repeats|original complaint( (id|no|number))?)$/,
  ],
  ['customer', /^(户号|用电户号|用户(编号|号)|客户(编号|号))$|^(customer|account|consumer) ?(id|no|number)$/],
  [
    'energised',
    new RegExp(
      `^(实际)?(送电|通电|接电|装表接电|接火送电)(时间|日期)$|^(energi[sz]ed|connected|energi[sz]ation)${AT}$`,
    ),
  ],
  ['timeDeviates', /时间(是否)?(存在|有)?(偏差|不符|不一致)|^times? (deviates?|deviation|differs?|mismatch)$/],
  ['designated', /三指定|(是否|有无|存在).*指定|^(designated|designation)( (firm|reported))?$/],
  ['validFrom', /^(单位)?(生效|启用|设立)(日期|时间)$|^(valid|effective) from( date)?$|^valid ?from$/],
  ['validTo', /^(单位)?(失效|停用|撤销)(日期|时间)$|^(valid|effective) (to|until)( date)?$|^valid ?to$/],
  ['successor', /^(并入|承接|继承|合并到|合并后)(单位)?(编码|代码)?$|^(successor|merged into)( (unit|code))?$/],
];
