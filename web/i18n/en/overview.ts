import type { overview as zh } from '../zh/overview.ts';

export const overview = {
  'open-stock.heading': 'Open stock',
} satisfies Record<keyof typeof zh, string>;
