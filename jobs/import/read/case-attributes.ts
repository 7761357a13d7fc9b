import type { Profile, Table } from '../profile.ts';
import type { CaseAttributes } from '../row.ts';
import { firmName } from '../firm-name.ts';
import { NO_ATTRIBUTES } from '../merge/attributes.ts';
import { bareWord } from './clean-text.ts';
import type { Columns } from './columns.ts';
import { codeText } from './identifier.ts';
import { measuredBy, readCapacity, readCount, readMark, readVoltage } from './quantities.ts';
import { RowFault } from './row-fault.ts';
import type { TimestampReader } from './timestamp.ts';
import type { Intern } from './text.ts';
import { saysNothing } from './says-nothing.ts';
import { CLASS_WORDS, lookUp, STATE_WORDS } from './words.ts';

const CACHE_SIZE = 50_000;

export type AttributesOf = (values: readonly string[], caseKey: string) => CaseAttributes;

/**
 * Compiles what a row says of its case. Rows of one case that say the same share one object: most logs repeat it on each.
 * `unread` hears of each quantity that is words or cannot be told; it stays unknown. One in another quantity's unit refuses the row.
 */
export function caseAttributes(
  table: Table,
  profile: Profile,
  columns: Columns,
  stamps: TimestampReader,
  intern: Intern,
  unread: (column: string, value: string) => void,
): AttributesOf {
  const { fields } = table;
  const unit = columns.find(fields.unit);
  const klass = columns.find(fields.class);
  const business = columns.find(fields.business);
  const channel = columns.find(fields.channel);
  const state = columns.find(fields.state);
  const opened = columns.find(fields.opened);
  const ended = columns.find(fields.ended);
  const deadline = columns.find(fields.deadline);
  const voltage = columns.find(fields.voltage);
  const capacity = columns.find(fields.capacity);
  const supplies = columns.find(fields.supplies);
  const customers = columns.find(fields.customers);
  const industry = columns.find(fields.industry);
  const manager = columns.find(fields.manager);
  const [designer, builder, supplier] = [
    columns.find(fields.designer),
    columns.find(fields.builder),
    columns.find(fields.supplier),
  ];
  const threeZero = columns.find(fields.threeZero);
  const greenChannel = columns.find(fields.greenChannel);
  const important = columns.find(fields.important);
  const externalLine = columns.find(fields.externalLine);
  const dims = (table.dimensions ?? [])
    .map((name) => ({ name, at: columns.find(name) }))
    .filter((dimension) => dimension.at >= 0);
  const used = [
    ...[unit, klass, business, channel, state, opened, ended, deadline],
    ...[voltage, capacity, supplies, customers, industry, manager],
    ...[designer, builder, supplier, threeZero, greenChannel, important, externalLine],
    ...dims.map((dimension) => dimension.at),
  ].filter((at) => at >= 0);
  if (used.length === 0) return () => NO_ATTRIBUTES;

  const stateOf = lookUp(profile.states, STATE_WORDS);
  const classOf = lookUp(profile.classes, CLASS_WORDS);
  /** A free dimension that is a unit or class, too, is spelled as they are; others stay as written. */
  const asField = new Set(Object.values(fields).map((name) => columns.find(name)));
  const written = (values: readonly string[], at: number): string | null => {
    const value = at < 0 ? '' : (values[at] ?? '');
    return value === '' ? null : intern(value);
  };
  const word = (values: readonly string[], at: number): string | null => {
    const value = written(values, at);
    return value && (bareWord(value) || null);
  };
  const firms = new Map<string, string | null>();
  const firm = (values: readonly string[], at: number): string | null => {
    const full = word(values, at);
    if (full === null) return null;
    let name = firms.get(full);
    if (name === undefined) firms.set(full, (name = firmName(full)));
    return name;
  };
  const instant = (values: readonly string[], at: number, how: 'read' | 'readEnd' | 'readWithin'): number | null => {
    if (at < 0) return null;
    const text = values[at] ?? '';
    const value = stamps[how](text);
    if (Number.isNaN(value)) throw new RowFault('bad-timestamp', columns.names[at] ?? '', text);
    const happened = how !== 'readEnd';
    if (happened && value !== null && value > stamps.notAfter && stamps.read(text)! > stamps.notAfter) {
      throw new RowFault('future-timestamp', columns.names[at] ?? '', text);
    }
    return value;
  };
  const text = (values: readonly string[], at: number): string => (at < 0 ? '' : (values[at] ?? ''));
  const told = (values: readonly string[], at: number, value: number | null, what?: 'voltage' | 'capacity') => {
    const quantity = text(values, at);
    const measured = measuredBy(quantity);
    if (measured !== null && measured !== what) throw new RowFault('unit-mismatch', columns.names[at]!, quantity);
    if (value === null && !saysNothing(quantity)) unread(columns.names[at]!, quantity);
    return value;
  };
  const build = (values: readonly string[]): CaseAttributes => {
    const place = word(values, unit);
    const status = state < 0 ? '' : (values[state] ?? '');
    const known = status.trim() === '' ? null : stateOf(status);
    if (known === undefined) throw new RowFault('unknown-status', columns.names[state] ?? '', status);
    const free = Object.create(null) as Record<string, string | null>;
    for (const { name, at } of dims) free[name] = asField.has(at) ? word(values, at) : written(values, at);
    const className = word(values, klass);
    const listed = className === null ? null : classOf(className);
    if (listed === undefined && profile.strictCodes && profile.classes)
      throw new RowFault('unknown-code', columns.names[klass] ?? '', className!);
    const size = readCapacity(text(values, capacity), columns.names[capacity] ?? '');
    return {
      unit: place && codeText(place),
      class: listed ?? className,
      business: word(values, business),
      channel: word(values, channel),
      state: known,
      opened: instant(values, opened, 'read'),
      ended: instant(values, ended, 'readWithin'),
      deadline: instant(values, deadline, 'readEnd'),
      voltage: told(values, voltage, readVoltage(text(values, voltage)), 'voltage'),
      ...{ capacity: told(values, capacity, size.capacity, 'capacity'), capacityUnit: size.capacityUnit },
      supplies: told(values, supplies, readCount(text(values, supplies))),
      customers: told(values, customers, readCount(text(values, customers))),
      industry: word(values, industry),
      manager: word(values, manager),
      designer: firm(values, designer),
      builder: firm(values, builder),
      supplier: firm(values, supplier),
      threeZero: readMark(text(values, threeZero)),
      greenChannel: readMark(text(values, greenChannel)),
      important: readMark(text(values, important)),
      externalLine: readMark(text(values, externalLine)),
      dims: free,
    };
  };

  type Seen = { raw: string[]; attributes: CaseAttributes };
  const cache = new Map<string, Seen>();
  let lastKey: string | null = null;
  let last: Seen | undefined;
  const same = (raw: readonly string[], values: readonly string[]): boolean => {
    for (let i = 0; i < used.length; i++) if (raw[i] !== values[used[i] ?? 0]) return false;
    return true;
  };
  return (values, caseKey) => {
    if (caseKey !== lastKey) {
      lastKey = caseKey;
      last = cache.get(caseKey);
    }
    if (last && same(last.raw, values)) return last.attributes;
    const attributes = build(values);
    if (cache.size >= CACHE_SIZE) cache.clear();
    last = { raw: used.map((at) => values[at] ?? ''), attributes };
    cache.set(caseKey, last);
    return attributes;
  };
}
