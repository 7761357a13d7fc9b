/** A class and business type that occur together; the cube's histograms are kept per group. */
export type Group = { grp: number; class: string; business: string };

/** The kinds 达标率 is told apart by; never combined into one headline. */
export const KINDS = ['hv', 'lv', 'other'] as const;
export type Kind = (typeof KINDS)[number];

export function kindOf(customerClass: string): Kind {
  return customerClass.startsWith('hv-') ? 'hv' : customerClass.startsWith('lv-') ? 'lv' : 'other';
}
