import { sql, type RawBuilder } from 'kysely';

/** A class and business type that occur together; the cube's histograms are kept per group. */
export type Group = { grp: number; class: string; business: string };

/** The kinds 达标率 is told apart by; never combined into one headline. */
export const KINDS = ['hv', 'lv', 'other'] as const;
export type Kind = (typeof KINDS)[number];

export function kindOf(customerClass: string): Kind {
  return customerClass.startsWith('hv-') ? 'hv' : customerClass.startsWith('lv-') ? 'lv' : 'other';
}

/** Condition on the class of `case_fact f`. */
export const ofKind = (kind: Kind): RawBuilder<boolean> =>
  kind === 'other'
    ? sql<boolean>`(f.class not like 'hv-%' and f.class not like 'lv-%')`
    : sql<boolean>`f.class like ${`${kind}-%`}`;

/** The groups of a kind among those a question left. */
export const groupsOfKind = (groups: ReadonlyMap<number, Group>, kind: Kind): Set<number> =>
  new Set([...groups.values()].filter((group) => kindOf(group.class) === kind).map(({ grp }) => grp));
