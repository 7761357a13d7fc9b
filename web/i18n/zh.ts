import { accountManager } from './zh/account-manager.ts';
import { askedFor } from './zh/asked-for.ts';
import { bottlenecks } from './zh/bottlenecks.ts';
import { branches } from './zh/branches.ts';
import { bridge } from './zh/bridge.ts';
import { calendarWords } from './zh/calendars.ts';
import { caseWords } from './zh/case.ts';
import { cases } from './zh/cases.ts';
import { change } from './zh/change.ts';
import { cross } from './zh/cross.ts';
import { data } from './zh/data.ts';
import { deliveries } from './zh/deliveries.ts';
import { draftWords } from './zh/rule-drafts.ts';
import { dueList } from './zh/due-list.ts';
import { duty } from './zh/duty.ts';
import { first } from './zh/first.ts';
import { metrics } from './zh/metrics.ts';
import { ruleWords } from './zh/rules.ts';
import { satisfaction } from './zh/satisfaction.ts';
import { suspensionWords } from './zh/suspensions.ts';
import { stageMore } from './zh/stage-more.ts';
import { stages } from './zh/stages.ts';
import { uploads } from './zh/uploads.ts';
import { whatIf } from './zh/what-if.ts';

/** Every word of the screens in Chinese; its keys are the type that every other language satisfies. */
export const zh = {
  ...first,
  ...askedFor,
  ...accountManager,
  ...stages,
  ...stageMore,
  ...bottlenecks,
  ...branches,
  ...bridge,
  ...change,
  ...cross,
  ...cases,
  ...caseWords,
  ...satisfaction,
  ...suspensionWords,
  ...dueList,
  ...duty,
  ...data,
  ...deliveries,
  ...uploads,
  ...metrics,
  ...ruleWords,
  ...draftWords,
  ...calendarWords,
  ...whatIf,
};
