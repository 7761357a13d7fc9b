import { sql, type RawBuilder } from 'kysely';

/** What firms do in a case, for the customer. */
export const FIRM_ROLES = ['designer', 'builder', 'supplier'] as const; // 设计 施工 设备供应
export type FirmRole = (typeof FIRM_ROLES)[number];

/** Condition on `case_fact f` of an origin: a firm of this name, or a branch of it, takes part, in one role or in any. */
export function hasFirm(origin: number, name: string, role: FirmRole | undefined): RawBuilder<boolean> {
  const firms = sql`array(select m.firm from firm m where m.origin = ${origin} and (m.name = ${name} or m.head = ${name}))`;
  const roles = role === undefined ? FIRM_ROLES : [role];
  return sql<boolean>`(${sql.join(
    roles.map((one) => sql`${sql.ref(`f.${one}`)} = any(${firms})`),
    sql` or `,
  )})`;
}
