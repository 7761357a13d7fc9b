import { overview } from './en/overview.ts';
import { shell } from './en/shell.ts';
import { terms } from './en/terms.ts';
import type { zh } from './zh.ts';

export const en = { ...shell, ...terms, ...overview } satisfies Record<keyof typeof zh, string>;
