import { sql, type RawBuilder } from 'kysely';
import { CUBE } from '../vocabulary.ts';

/** Voltages 平均接电时间 and 长期未送电 are told by; `none`: not to be told by either. */
export const VOLTAGES = ['10kv', '400v', 'none'] as const;
export type Voltage = (typeof VOLTAGES)[number];

/** Rows of the cube of archived cases whose time to connect is known. */
export const CONNECTED = { '10kv': CUBE.connected10kv, '400v': CUBE.connected400v } as const;

/** Condition on `case_fact f`. */
export function ofVoltage(voltage: Voltage): RawBuilder<boolean> {
  if (voltage === 'none') return sql<boolean>`f.voltage is null`;
  return voltage === '10kv' ? sql<boolean>`f.voltage = 10` : sql<boolean>`(f.voltage > 0 and f.voltage < 1)`;
}

/** Condition on the clocks `c` of an archived case: its time to connect is in neither row. */
export const notConnected = sql<boolean>`not coalesce(c.seen_stage && ${sql.lit(`{${Object.values(CONNECTED).join()}}`)}::int2[], false)`;
