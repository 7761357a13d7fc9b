import { branches } from './en/branches.ts';
import { caseWords } from './en/case.ts';
import { cases } from './en/cases.ts';
import { overview } from './en/overview.ts';
import { shell } from './en/shell.ts';
import { stages } from './en/stages.ts';
import { terms } from './en/terms.ts';
import type { zh } from './zh.ts';

export const en = {
  ...shell,
  ...terms,
  ...overview,
  ...stages,
  ...branches,
  ...cases,
  ...caseWords,
} satisfies Record<keyof typeof zh, string>;
