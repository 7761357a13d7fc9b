import { NOTE_RULES, type NoteRole } from './note-names.ts';
import { TRAIT_RULES, type TraitRole } from './trait-names.ts';

/** Roles a column can be recognised for by its name. */
export type Role =
  | NoteRole
  | TraitRole
  | 'key'
  | 'step'
  | 'at'
  | 'arrived'
  | 'started'
  | 'finished'
  | 'lifecycle'
  | 'operator'
  | 'department'
  | 'unit'
  | 'unitName'
  | 'parent'
  | 'class'
  | 'business'
  | 'channel'
  | 'state'
  | 'opened'
  | 'ended'
  | 'deadline'
  | 'planned'
  | 'eventId'
  | 'sequence'
  | 'updated'
  | 'dataDate'
  | 'from'
  | 'to'
  | 'owner'
  | 'reason'
  | 'due'
  | 'made'
  | 'answered'
  | 'grade'
  | 'personal'
  | 'derived';

/** "case:StartDate_planned" → "start date planned"; "受 理 时 间" → "受理时间". */
export function wordsOf(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/^case:/i, '')
    .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[\s_\-.:/@#()[\]*"'、()【】]+/g, ' ')
    .trim();
}

const ID = '(?: ?(?:id|ids|no|nr|num|number|key|code|identifier|ref|reference|concept name|name))';
const WHEN = '(?: ?(?:time|date|datetime|date ?time|timestamp|ts|at|on|day|instant|stamp|utc|local))+';
const CASE = '案件|工单|申请|业务|流程|订单|任务单|受理|单据|流水|用电申请|服务单|事项|合同|项目|办件|case';

/** In falling order of how surely the name speaks; the first role that fits a column's content gets it. */
const RULES: readonly (readonly [Role, RegExp])[] = [
  ...NOTE_RULES,
  // Exact names of the XES extensions and of common exporters first: they mean one thing only.
  [
    'lifecycle',
    /^(lifecycle( transition)?|life ?cycle|transition|event type|event life ?cycle|生命周期|事件类型|事件状态)$/,
  ],
  ['step', /^(concept name|activity|activity (name|label|description|type)|活动|活动名称)$/],
  [
    'sequence',
    /^(环节|步骤|流程|活动|节点|工序)(序号|顺序号?|次序)$|^(sorting|sequence|seq)( (no|number))?$|^(step|activity) (order|index|seq(uence)?)$/,
  ],
  ['operator', /^(org resource|resource|resource (id|name))$/],
  ['department', /^(org group|org role|org department)$/],
  ['step', /^(to|new|next) (status|state|value)$|^(变更后|新)的?(状态|阶段)(名称)?$/],
  ['derived', /^(from|old|previous|prior) (status|state|value)$|^(变更前|原|旧)的?(状态|阶段)(名称)?$/],
  [
    'eventId',
    /^(concept instance|identity id|event ?id|event (no|number|key|identifier)|id|step id|task id|activity id|事件编号|事件id|环节实例(号|id|编号)?|任务编号|任务id)$/,
  ],
  [
    'derived',
    /^(variant|variant index|creator|library|duration|.*duration( \w+)?|startevent .*|cost|costs|index|unnamed.*|.*时长|.*耗时|.*工作日数|.*天数|序号|row ?(no|num|number|id)?|line ?no|备注|remark|remarks|comment|comments|note|notes|description)$/,
  ],

  ['personal', /(姓名|客户名称|用户名称|户名|联系人|电话|手机|地址|证件|身份证|邮箱|邮件|银行账|出生)/],
  [
    'personal',
    /^(申请|报装|用电|投诉|来电|委托|当事|代理|法)人$|^(法人代表|法定代表人|户主|业主|客户|用户|联系方式|微信号?)(名)?$/,
  ],
  [
    'personal',
    /^(e ?mail|phone|mobile|telephone|tel|fax|address|street|zip|postal code|postcode|passport|iban|ssn|birth ?date|date of birth|dob|full ?name|first ?name|last ?name|surname|given name|(customer|client|user|applicant|contact|account holder|citizen|patient)( (full|first|last))? ?name|contact( person)?|applicant)( \w+)?$/,
  ],
  ['personal', /^(\w+ )?(e ?mail|phone|mobile|telephone|address|id ?card)( (number|no|address))?$/],
  ['personal', /^(national|identity|citizen|personal) (id|number|no)$/],

  [
    'planned',
    /(^| )(planned|plan|expected|estimated|scheduled|forecast|projected|target|eta|anticipated)( |$)|计划|预计|预期|拟定(?!供电)|planned/,
  ],
  [
    'deadline',
    new RegExp(
      `^(deadline|due|due by|sla|sla due|limit|time limit|respond by|resolve by|latest|promised?|must be done by|final)(${WHEN})?$`,
    ),
  ],
  [
    'deadline',
    /(^| )(deadline|due ?date|due ?time|sla (target|deadline|due))( |$)|^date due$|应(办结|完成|办|结)|截止|截至|限办|期限|时限|到期|承诺(完成|办结)?(日期|时间|时刻)?|要求完成/,
  ],

  [
    'arrived',
    new RegExp(
      `^((event|activity|task|step) )?(arrived|arrival|arrive|enqueued?|queued?|assigned|assignment|received|entered|entry|enabled|ready|schedule[d]?)(${WHEN})?$`,
    ),
  ],
  ['arrived', /(到达|流入|进入|到岗|派发|下达|转入|派工|接收|入队|环节创建|任务创建|分派)(时间|日期|时刻)?$/],
  [
    'started',
    new RegExp(
      `^((event|activity|task|step|actual|work) )?(start(ed)?|begin|began|beginning|claimed|commenced?)(${WHEN})?$`,
    ),
  ],
  ['started', new RegExp(`^(${WHEN.slice(3, -2)}) (started|of start|start|begin)$`)],
  [
    'started',
    /^(环节|任务|步骤|活动|节点|工序|处理|办理|审批|审核|执行|流转|操作|实际|作业)?(开始|启动|签收|领取|接单|起始|开工|着手)(时间|日期|时刻)?$/,
  ],
  [
    'finished',
    new RegExp(
      `^((event|activity|task|step|actual|work) )?(end(ed)?|finish(ed)?|complet(e|ed|ion)|stop(ped)?|done)(${WHEN})?$`,
    ),
  ],
  ['finished', new RegExp(`^(${WHEN.slice(3, -2)}) (ended|of completion|completed|finished|end)$`)],
  [
    'finished',
    /^(环节|任务|步骤|活动|节点|工序|处理|办理|审批|审核|执行|流转|操作|实际|作业)?(完成|结束|终止|提交|办结|办毕|完工|处理完成|办理完成|截止处理)(时间|日期|时刻)?$/,
  ],

  [
    'ended',
    new RegExp(
      `^((case|order|ticket|request|application) )?(closed?|closing|closure|archived?|resolved|resolution|settled|finali[sz]ed|end(ed)?|finish(ed)?|complet(e|ed|ion))(${WHEN})?$`,
    ),
  ],
  ['ended', /(归档|结案|完结|关闭|办结|销单|结束|销号|结单)(时间|日期|时刻)?$/],
  [
    'opened',
    new RegExp(
      `^((case|order|ticket|request|application) )?(opened|open|opening|created?|creation|registered|registration|submitted|submission|application|applied|accept(ed|ance)|intake|request(ed)?|received|start(ed)?|begin|reported|filed|lodged)(${WHEN})$`,
    ),
  ],
  [
    'opened',
    /^date (of )?(application|appl(ied|y)|received|receipt|submitted|submission|opened|created|registered|lodged|requested)$/,
  ],
  ['ended', /^date (of )?(closed|closure|archived|resolved|settled)$/],
  ['opened', /(受理|申请|登记|创建|立案|报装|建单|收件|发起|提出|开单)(时间|日期|时刻)$|^开始日期$/],
  [
    'updated',
    new RegExp(`^((last|record|row) )?(updated?|modified|changed|modification|last ?modified|last ?change)(${WHEN})?$`),
  ],
  ['updated', /(更新|修改|变更)(时间|日期)$/],
  [
    'dataDate',
    /^(data ?date|snapshot ?(date|day)|extract(ion)? ?date|as of ?date|load ?date|etl ?date|dt|数据日期|统计日期|快照日期|抽取日期|数据时间)$/,
  ],
  [
    'made',
    /(?<!应)回访(时间|日期)|^(callback|survey|feedback|interview|follow ?up)( made)?(time|date| time| date| at| on)+$/,
  ],
  ['due', /应回访|回访(截止|期限)|^(callback|survey) due/],
  [
    'answered',
    /回访(结果|成功|状态|是否成功)|是否(接通|成功|应答)|^(answered|reached|responded|callback (result|answered))$/,
  ],
  ['grade', /满意|评价|^(grade|rating|satisfaction( \w+)?|csat|score|feedback)$/],
  [
    'from',
    /(暂停|中止|挂起|停办)(开始|起始|起)?(时间|日期)?$|^(suspend(ed)?|suspension|paused?|hold|on hold)( (start|from|begin|since))?(time|date| time| date| at| on)*$/,
  ],
  [
    'to',
    /(暂停|中止|挂起)(结束|终止|截止|止)(时间|日期)?|(恢复|重启|解除)(时间|日期)|^(resumed?|resumption|suspension end|pause end|(suspend(ed)?|suspension|paused?|hold) (end|to|until))(time|date| time| date| at| on)*$/,
  ],
  ['owner', /(责任方|责任归属|原因归属|归属方|暂停责任)/],
  ['reason', /(原因|事由|(回退|退回|退单|暂停|中止|挂起)(说明|理由|备注)|reason)/],

  ['parent', /(上级|父级|所属上级|parent)/],
  ['key', new RegExp(`^(case|trace|case concept)${ID}*$`)],
  [
    'key',
    new RegExp(
      `^(process instance|instance|workflow instance|ticket|incident|work ?order|order|request|application|dossier|file|job|claim|loan|permit|matter|service request|sr|purchase order|po|document|doc|invoice|patient|declaration|complaint|project|contract|booking|shipment|transaction)${ID}$`,
    ),
  ],
  ['key', /^(案号|案件字号|运单号码?|快递单号|就诊号|住院号|病案号|门诊号)$/],
  ['key', new RegExp(`^(?:${CASE})(?:编号|号码?|编码|id|流水号|标识|实例号|单号|单编号|单号码?|no|代码)$`)],
  [
    'key',
    /^(流程实例|流程实例号|流程实例编号|实例编号|单号|编号|受理单号|业务流水号|工单|案件|实例|实例号|case|ticket|incident|work ?order|trace|dossier)$/,
  ],
  // 营销工单号, 关联业扩工单号; not the one above it.
  ['key', new RegExp(`^(?!上级|父|主|原)\\p{Script=Han}{1,6}?(?:${CASE}|作业)?(?:工?单)(?:编号|号码?|id)$`, 'u')],

  [
    'step',
    new RegExp(
      '^(event|event (name|type)|task|task (name|type|description)|step|step (name|type|description)|action|action name|operation( name)?|stage|stage name|phase|process step|work ?step|node|node name|milestone|status change|activity ?name|event description|task ?name)$',
    ),
  ],
  [
    'step',
    /^(流程|当前|业务|办理|处理|工作|超时|超期|逾期|预警)?(环节|步骤|节点|工序|活动|任务|事件|阶段|操作|动作|工步)(名称|名|内容|类型)?$/,
  ],
  ['step', /^(物流|审批|办件|流转|监控|作业|服务|业扩)(环节|步骤|节点|工序|活动)(名称)?$|^物流状态$/],
  ['step', /^(activity|step|task|event|stage|node) ?(code|key)$|^(环节|步骤|节点|活动)(编码|代码|编号)$/],
  [
    'at',
    new RegExp(
      `^(time timestamp|timestamp|time ?stamp|time|date|date ?time|when|ts|(event|activity|task|action|step|occurrence|occurred|execution|executed|performed|logged|log|recorded|entry|change|status)(${WHEN}))$`,
    ),
  ],
  ['at', /^(发生|操作|办理|处理|事件|记录|执行|活动|环节|变更)?(时间|日期|时刻|时间戳|日期时间)$/],

  [
    'operator',
    /^(user|user ?(id|name)|operator( (id|name|no))?|handler|employee( (id|name|no))?|performer|agent( (id|name))?|worker|executor|(executed|performed|handled|changed|updated|modified|completed|done|approved) by|assignee|assigned to|actor|staff( (id|name|no|member))?|originator|person|by|processor|clerk|technician|engineer|who|analyst|owner name)$/,
  ],
  [
    'operator',
    /^(环节|任务|当前|主要)?(办理|处理|经办|操作|承办|执行|受理|责任|审批|作业)(人|员|人员|人姓名|人工号|工号)$|^(人员|工号|员工|员工号|员工编号|操作者|执行者)$/,
  ],
  [
    'unit',
    /^(org unit|organi[sz]ational ?(entity|unit)|org(ani[sz]ation)?|org(ani[sz]ation)? (id|no|code|name|unit)|unit( (id|code))?|branch( (id|code|office))?|company( (id|code))?|region( (id|code))?|county|city|municipality|district|office|site|plant|subsidiary|store|bureau|utility|business unit|country|province|entity|service (center|centre|point)|station|area|location)$/,
  ],
  [
    'unit',
    /(供电|管理|所属|受理|责任|归属|业务|用电)?(单位|公司|机构|供电所|营业厅|分局|营业所)(编码|代码|编号|标识|id)?$|^(地市|区县|地区|城市|市|县|区域|所属(地市|区县)|供电局|省份|城区)(编码|代码)?$/,
  ],
  ['unitName', /(单位|公司|机构|供电所|组织)名称?$|^(unit|branch|org(ani[sz]ation)?|company|region) name$/],
  [
    'department',
    /^(department|dept|group|team|role|division|section|work ?group|assignment group|support group|responsible (section|group|team)|group name|team name|department name|function|job title)( (id|code|name))?$|(部门|班组|科室|岗位|角色|团队|专业室)(名称|编码)?$/,
  ],
  [
    'class',
    /^(customer|user|client|consumer) ?(class|type|category|group|segment)$|(用户|客户|用电)(类别|类型|分类|性质)$/,
  ],
  [
    'business',
    /^(business|case|request|order|service|application|process|ticket|work ?order|permit|claim|loan) ?(type|kind|category|sub ?type)$|(业务|申请|工单|流程|案件|办件|事项)(类型|类别|种类|子类|性质|分类)$|^(type|category|subject)$/,
  ],
  [
    'channel',
    /^(channel|(intake|application|request|contact|submission|entry) ?channel|source channel|contact method|medium|via|origin)$|(渠道|申请方式|受理方式|办理方式|来源)$/,
  ],
  [
    'state',
    /^((case|order|ticket|request|application|process|current|workflow|incident) )?(state|status)( (code|id|name|text))?$|(工单|案件|流程|办理|业务|申请|单据|当前)?状态$/,
  ],
  ...TRAIT_RULES,
];

/** Every role a column's name allows, the surest first. Where the whole says nothing: without a remark in brackets, else of two languages the first that speaks. */
export function rolesOf(name: string): Role[] {
  const roles = rolesOfWhole(name);
  if (roles.length > 0) return roles;
  const bare = name.replace(/\s*[(（【][^()（）【】]*[)）】]\s*$/, '');
  const parts = [bare, ...name.split(/[/|／]/)].filter((part) => part !== name);
  return parts.map(rolesOfWhole).find((found) => found.length > 0) ?? [];
}

function rolesOfWhole(name: string): Role[] {
  if (/^case:concept:name$/i.test(name)) return ['key'];
  const words = wordsOf(name);
  if (words === '') return [];
  const roles: Role[] = [];
  for (const [role, pattern] of RULES) if (!roles.includes(role) && pattern.test(words)) roles.push(role);
  return roles;
}

/** A name this product can make something of; used to find the header below title rows. */
export const isKnownName = (name: string): boolean => name.length < 60 && rolesOf(name).length > 0;
