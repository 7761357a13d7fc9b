import { bottlenecks } from './en/bottlenecks.ts';
import { annotations } from './en/annotations.ts';
import { branches } from './en/branches.ts';
import { caseWords } from './en/case.ts';
import { cases } from './en/cases.ts';
import { change } from './en/change.ts';
import { data } from './en/data.ts';
import { deliveries } from './en/deliveries.ts';
import { duty } from './en/duty.ts';
import { metrics } from './en/metrics.ts';
import { overview } from './en/overview.ts';
import { reading } from './en/reading.ts';
import { satisfaction } from './en/satisfaction.ts';
import { suspensionWords } from './en/suspensions.ts';
import { shell } from './en/shell.ts';
import { stages } from './en/stages.ts';
import { terms } from './en/terms.ts';
import { uploads } from './en/uploads.ts';
import { whatIf } from './en/what-if.ts';
import type { zh } from './zh.ts';

export const en = {
  ...shell,
  ...terms,
  ...overview,
  ...stages,
  ...bottlenecks,
  ...branches,
  ...change,
  ...cases,
  ...caseWords,
  ...satisfaction,
  ...suspensionWords,
  ...duty,
  ...data,
  ...deliveries,
  ...uploads,
  ...metrics,
  ...whatIf,
  ...annotations,
  ...reading,
} satisfies Record<keyof typeof zh, string>;
