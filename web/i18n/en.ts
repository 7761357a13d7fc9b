import { accountManager } from './en/account-manager.ts';
import { askedFor } from './en/asked-for.ts';
import { bottlenecks } from './en/bottlenecks.ts';
import { branches } from './en/branches.ts';
import { bridge } from './en/bridge.ts';
import { calendarWords } from './en/calendars.ts';
import { caseWords } from './en/case.ts';
import { cases } from './en/cases.ts';
import { change } from './en/change.ts';
import { cross } from './en/cross.ts';
import { data } from './en/data.ts';
import { deliveries } from './en/deliveries.ts';
import { draftWords } from './en/rule-drafts.ts';
import { dueList } from './en/due-list.ts';
import { duty } from './en/duty.ts';
import { first } from './en/first.ts';
import { metrics } from './en/metrics.ts';
import { ruleWords } from './en/rules.ts';
import { satisfaction } from './en/satisfaction.ts';
import { suspensionWords } from './en/suspensions.ts';
import { stageMore } from './en/stage-more.ts';
import { stages } from './en/stages.ts';
import { uploads } from './en/uploads.ts';
import { whatIf } from './en/what-if.ts';
import type { zh } from './zh.ts';

export const en = {
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
} satisfies Record<keyof typeof zh, string>;
