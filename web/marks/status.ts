/** Statuses of an open case in the order every bar and list keeps. */
export const STATUS_ORDER = ['overdue', 'at-risk', 'running', 'paused', 'undecidable'] as const;
export type Status = (typeof STATUS_ORDER)[number];
