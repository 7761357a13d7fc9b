import { OWNERS, STAGES, type Owner } from '../../sql/vocabulary.ts';
import type { Profile } from './profile.ts';

type Stage = (typeof STAGES)[number];

const NAMES: Record<Stage, string> = {
  acceptance: '业务受理',
  survey: '现场勘查',
  plan: '供电方案答复',
  fees: '业务收费',
  'customer-design': '客户设计',
  design: '设计审核',
  'customer-construction': '客户施工',
  'grid-works': '配套工程',
  mid: '中间检查',
  completion: '竣工检验',
  rectification: '客户整改',
  contract: '签订合同',
  connect: '装表接电',
  archive: '归档',
  callback: '客户回访',
};

/** Whose time a stage is where the profile does not say (domain §1.2); all others are the utility's. */
const OWNER: Partial<Record<Stage, Owner>> = {
  fees: 'customer',
  'customer-design': 'customer',
  'customer-construction': 'customer',
  'grid-works': 'grid',
  rectification: 'customer',
};

/** The five stages that are assessed (domain §1.1). */
const ASSESSED: readonly string[] = ['plan', 'design', 'mid', 'completion', 'connect'] satisfies Stage[];

/** Holds the activities a stage mapping does not mention; never assessed. */
export const OUTSIDE = 'other';

export type StageSeed = { code: string; name: string; ord: number; owner: number; assessed: boolean };
/** `ends`: it is the last step of its stage. */
export type StepPlace = { stage: StageSeed; owner: number; ends: boolean };

/** Whether an activity may come: any, where the mapping does not claim to be complete. */
export const isListed = ({ steps, strictCodes }: Pick<Profile, 'steps' | 'strictCodes'>, activity: string): boolean =>
  !strictCodes || steps === undefined || Object.hasOwn(steps, activity);

/** Where an activity stands: by the profile's mapping, or, where there is none, as a stage of its own. */
export function placeOf(steps: Profile['steps'], activity: string): StepPlace {
  if (steps === undefined) {
    const stage = { code: activity, name: activity, ord: 0, owner: 0, assessed: true };
    return { stage, owner: 0, ends: false };
  }
  const mapped = steps[activity];
  if (mapped === undefined) {
    return { stage: { code: OUTSIDE, name: '其他', ord: 99, owner: 0, assessed: false }, owner: 0, ends: false };
  }
  const known = STAGES.indexOf(mapped.stage as Stage);
  const owner = OWNERS.indexOf(OWNER[mapped.stage as Stage] ?? 'utility');
  const stage = {
    code: mapped.stage,
    name: NAMES[mapped.stage as Stage] ?? mapped.stage,
    ord: known >= 0 ? known : STAGES.length,
    owner,
    // A mapping onto stages of one's own is taken to name what one assesses.
    assessed: known < 0 || ASSESSED.includes(mapped.stage),
  };
  return {
    stage,
    owner: mapped.owner === undefined ? owner : OWNERS.indexOf(mapped.owner as Owner),
    ends: mapped.part === 'last',
  };
}
