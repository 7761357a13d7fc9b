import type { DutyReply } from '../../api/contract/duty.ts';

type Group = DutyReply['groups'][number];
export type DutyRow = Group['rows'][number];
export type GroupName = 'overdue' | 'today' | 'tomorrow' | 'unverified';

/** A group's part of one page: rows `first` to `first + rows.length − 1` of its listing, counted from 1. */
export type Section = { group: GroupName; count: number; first: number; rows: DutyRow[] };
export type Page = Section[];

/** Heights in u (screen height / 1080). */
export const ROW = 56;
export const BAND = 38;
/** After this many pages the list is cut; the foot says how many are listed. */
export const MOST_PAGES = 4;
/** Rows each group gets of a page while every group has some: the gravest first, the unverified last. */
const SHARE: Record<GroupName, number> = { overdue: 3, today: 3, tomorrow: 2, unverified: 1 };
export const PAGE_MS = 12_000;

/**
 * The pages of the duty list. Every page shows each group in order, so that no glance misses the longest overdue or
 * what is due today; a group that has run out leaves its room to the others, the gravest first.
 */
export function pagesOf(groups: Group[], room: number): Page[] {
  const left = groups
    .filter((group) => group.rows.length > 0)
    .map((group) => ({ group: group.group as GroupName, count: group.count, rows: group.rows, next: 0 }));
  const pages: Page[] = [];
  while (pages.length < MOST_PAGES) {
    const here = left.filter((group) => group.next < group.rows.length);
    if (here.length === 0) break;
    const capacity = Math.max(here.length, Math.floor((room - here.length * BAND) / ROW));
    const take = shares(
      here.map((group) => ({ wants: SHARE[group.group] ?? 1, has: group.rows.length - group.next })),
      capacity,
    );
    pages.push(
      here.flatMap((group, i) => {
        const rows = group.rows.slice(group.next, group.next + (take[i] ?? 0));
        const section = { group: group.group, count: group.count, first: group.next + 1, rows };
        group.next += rows.length;
        return rows.length > 0 ? [section] : [];
      }),
    );
  }
  return pages;
}

function shares(groups: { wants: number; has: number }[], capacity: number): number[] {
  const take = groups.map((group) => Math.min(group.wants, group.has));
  let free = capacity - take.reduce((sum, n) => sum + n, 0);
  for (let i = take.length - 1; free < 0 && i >= 0; i--) {
    const give = Math.min((take[i] ?? 0) - 1, -free);
    take[i] = (take[i] ?? 0) - give;
    free += give;
  }
  groups.forEach((group, i) => {
    const more = Math.min(Math.max(0, free), group.has - (take[i] ?? 0));
    take[i] = (take[i] ?? 0) + more;
    free -= more;
  });
  return take;
}

export const listed = (pages: Page[]): number => pages.flat().reduce((sum, section) => sum + section.rows.length, 0);

/** Which page stands and for how many more seconds, from the time since the wall began to page. */
export function turn(elapsedMs: number, pages: number): { page: number; secondsLeft: number } {
  const since = Math.max(0, elapsedMs);
  const page = pages <= 1 ? 0 : Math.floor(since / PAGE_MS) % pages;
  return { page, secondsLeft: Math.ceil((PAGE_MS - (since % PAGE_MS)) / 1000) };
}
