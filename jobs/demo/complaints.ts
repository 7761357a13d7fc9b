import { dateText } from '../clock/day.ts';
import type { DemoCase, DemoComplaint } from './case.ts';
import { DAY_MS, dayOfLocal } from './office-time.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const CHANNELS = { '95598': 80, '12345': 13, '12398': 7 } as const;
const CATEGORIES = { 业扩工程: 55, 装表接电: 30, 业务收费: 15 } as const;
/** Working days in which a complaint is looked into. */
const DECIDED_AFTER = 6;

/** Complaints about a case; long waits bring more. Some customers complain again elsewhere about the same. */
export function complaintsOf(world: World, one: Omit<DemoCase, 'complaints'>, random: Random): DemoComplaint[] {
  const end = one.energised ?? one.ended;
  const waited = (end - one.accepted) / DAY_MS;
  const bother = Math.min(5, waited / (one.class.startsWith('高压') ? 90 : 6));
  if (!random.chance(0.002 + 0.003 * bother)) return [];
  const about = {
    category: random.weighted(CATEGORIES),
    upheld: random.chance(0.55),
  };
  const made = world.office.after(one.accepted + (0.3 + 0.8 * random.next()) * (end - one.accepted), 0.4);
  const first = {
    ...{ number: numberOf(one.key, made, 1), made, channel: random.weighted(CHANNELS), ...about },
    ...{ decided: world.office.after(made, random.around(DECIDED_AFTER, 0.4)), duplicateOf: null },
  };
  if (!random.chance(0.14)) return [first];
  const again = world.office.after(made, 0.5 + 3 * random.next());
  return [
    first,
    {
      ...first,
      number: numberOf(one.key, again, 2),
      made: again,
      channel: random.weighted(CHANNELS),
      duplicateOf: first.number,
    },
  ];
}

const numberOf = (key: string, made: number, n: number) =>
  `TS${dateText(dayOfLocal(made)).replaceAll('-', '')}${key.slice(6)}${n}`;
