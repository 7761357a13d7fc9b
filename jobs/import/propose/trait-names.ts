/** Roles of the columns that say something of the customer's connection. */
export type TraitRole =
  | 'voltage'
  | 'capacity'
  | 'supplies'
  | 'customers'
  | 'industry'
  | 'manager'
  | 'threeZero'
  | 'greenChannel'
  | 'important'
  | 'externalLine';

/** As in names.ts. */
export const TRAIT_RULES: readonly (readonly [TraitRole, RegExp])[] = [
  [
    'voltage',
    /^(供电|受电|用电|申请|接入|系统)?电压(等级|级别)?( k ?v)?$|^((supply|connection|rated) )?voltage( (level|class))?( k ?v)?$/,
  ],
  [
    'capacity',
    /^(申请|合同|报装|用电|装机|运行|新增|总|核定)*容量( (k ?va|k ?w|千伏安|千瓦))?$|^((requested|contract(ed)?|applied|connection|installed|total) )?capacity( k ?(va|w))?$/,
  ],
  [
    'supplies',
    /^(供电)?电源(数目|数量|个数|数|路数)$|^(供电)?回路数$|^(number of )?(supplies|supply (count|sources)|sources)$/,
  ],
  [
    'customers',
    /^(批量|新装|用电|涉及|总)?(户数|客户数量?|用户数量?)$|^(number of |batch )?(customers|households|meters)( count)?$/,
  ],
  ['industry', /^(所属|用电|国民经济)?行业(类别|分类|名称)?$|^industry( (type|sector|class|name))?$|^sector$/],
  [
    'manager',
    /^(责任|专属|低压|高压)?客户经理(姓名|名称)?$|^account manager( name)?$|^(customer|relationship) manager$/,
  ],
  ['threeZero', /^(是否)?(享受)?三零(服务|客户|用户|标志|标识|工单)?$|^(is )?three ?zero( flag)?$/],
  ['greenChannel', /^(是否)?(走)?(绿色通道|重大项目)(标志|标识|项目)?$|^(is )?(green channel|major project)( flag)?$/],
  [
    'important',
    /^(是否)?重要(电力)?(用户|客户|性)(等级|级别|标志|标识)?$|^(is )?important customer( flag)?$|^customer importance$/,
  ],
  [
    'externalLine',
    /^(是否)?(有|含|涉及|需)?外(部)?(电源)?(线|线路)(工程|建设)?(标志|标识)?$|^(has |with )?external (line|works)( flag)?$/,
  ],
];
