import type { CaseRow, CasesReply } from '../../../api/contract/cases.ts';
import { ask } from '../../ask.ts';
import { withQuery } from '../../query.ts';

export const KINDS = ['today', 'tomorrow', 'overdue'] as const;
export type Kind = (typeof KINDS)[number];
/** The cases of one department that holds them, each kind by due date. */
export type Block = { unit: string; unitName: string; department: string } & Record<Kind, CaseRow[]>;

const SIZE = 500;
/** Cases of one kind that are fetched; more no page of paper holds. */
const MOST = 5_000;

const ASKED: Record<Kind, Record<string, string>> = {
  today: { due: 'today' },
  tomorrow: { due: 'tomorrow' },
  overdue: { status: 'overdue' },
};

/** The open cases behind 今日必办 of a question; `query`: its filters, as the address of /api/v1/cases takes them. */
export async function dueCases(query: Record<string, string>): Promise<Record<Kind, CaseRow[]> | null> {
  const lists = await Promise.all(KINDS.map((kind) => listOf({ ...query, ...ASKED[kind] })));
  if (lists.includes(null)) return null;
  return Object.fromEntries(KINDS.map((kind, i) => [kind, lists[i]!])) as Record<Kind, CaseRow[]>;
}

async function listOf(query: Record<string, string>): Promise<CaseRow[] | null> {
  const rows: CaseRow[] = [];
  for (let page = 1; ; page++) {
    const url = withQuery('/api/v1/cases', query, { population: 'open', sort: 'due', size: SIZE, page });
    const answer = await ask<CasesReply>(url);
    if ('failure' in answer) return null;
    rows.push(...answer.data.rows);
    if (rows.length >= Math.min(answer.data.total, MOST) || answer.data.rows.length === 0) return rows;
  }
}

/** A block per department, in the order of `departments`; what they do not name comes last. */
export function blocks(
  lists: Record<Kind, CaseRow[]>,
  departments: readonly { unit: string; department: string }[],
): Block[] {
  const key = (unit: string, department: string) => `${unit}\n${department}`;
  const found = new Map<string, Block>();
  for (const kind of KINDS)
    for (const row of lists[kind]) {
      const department = row.department ?? '';
      let block = found.get(key(row.unit, department));
      if (!block) {
        block = { unit: row.unit, unitName: row.unitName, department, today: [], tomorrow: [], overdue: [] };
        found.set(key(row.unit, department), block);
      }
      block[kind].push(row);
    }
  const order = departments.map(({ unit, department }) => key(unit, department));
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...found].sort(([a], [b]) => place(a) - place(b)).map(([, block]) => block);
}
