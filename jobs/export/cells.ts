import { GRADES, OWNERS, type Instant } from '../../sql/vocabulary.ts';
import type { NoteRecord, NoteTable } from '../../sql/write/case-notes.ts';
import { isoText } from '../clock/day.ts';
import { offsetAt } from '../clock/zone.ts';
import type { CaseAttributes } from '../import/row.ts';
import type { Table } from '../import/profile.ts';

/** null: nothing is written. */
export type Cell = string | null;
export type AttributeField = Exclude<keyof CaseAttributes, 'dims' | 'capacityUnit'>;

const MINUTE = 60_000_000;

/** An instant as it is read back to the microsecond, in the source's zone. */
export function stampIn(zone: string): (at: Instant | null) => Cell {
  return (at) => {
    if (at === null) return null;
    const offset = offsetAt(at, zone);
    // An offset with seconds cannot be written, and midnight of 1970-01-01 is what programs write for "unknown".
    if (offset % MINUTE === 0 && at + offset !== 0) return isoText(at, zone);
    return isoText(at, at === 0 ? 'Asia/Shanghai' : 'UTC');
  };
}

const decimal = (value: number): string =>
  value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
/** A case number's leading apostrophe is read as a spreadsheet's mark of text, so it is written twice. */
export const keyCell = (key: string | null): Cell => (key?.startsWith("'") ? `'${key}` : key);
const yes = (value: boolean | null): Cell => (value === null ? null : value ? '1' : '0');

/** What a row says of its case, as cells. */
export function attributeCells(zone: string): Readonly<Record<AttributeField, (of: CaseAttributes) => Cell>> {
  const stamp = stampIn(zone);
  return {
    unit: (of) => of.unit,
    class: (of) => of.class,
    business: (of) => of.business,
    channel: (of) => of.channel,
    state: (of) => of.state,
    opened: (of) => stamp(of.opened),
    ended: (of) => stamp(of.ended),
    deadline: (of) => stamp(of.deadline),
    voltage: (of) => (of.voltage === null ? null : `${decimal(of.voltage)}kV`),
    capacity: (of) => (of.capacity === null ? null : `${decimal(of.capacity)}${of.capacityUnit ?? ''}`),
    supplies: (of) => (of.supplies === null ? null : decimal(of.supplies)),
    customers: (of) => (of.customers === null ? null : decimal(of.customers)),
    industry: (of) => of.industry,
    manager: (of) => of.manager,
    designer: (of) => of.designer,
    builder: (of) => of.builder,
    supplier: (of) => of.supplier,
    threeZero: (of) => yes(of.threeZero),
    greenChannel: (of) => yes(of.greenChannel),
    important: (of) => yes(of.important),
    externalLine: (of) => yes(of.externalLine),
  };
}

type NoteLayout<T extends NoteTable> = {
  name: string;
  shape: Table['shape'];
  first: keyof Table['fields'] | 'key';
  cells: readonly [field: keyof Table['fields'] | 'key', of: (note: NoteRecord<T>) => Cell][];
};

/** Every kind of note beside the steps: its fields in order, the first being its number or its case's. */
export function noteLayouts(zone: string): { [T in NoteTable]: NoteLayout<T> } {
  const stamp = stampIn(zone);
  return {
    suspension: {
      ...{ name: 'suspensions', shape: 'suspension', first: 'key' },
      cells: [
        ['key', (note) => keyCell(note.case_key)],
        ['from', (note) => stamp(note.paused_from)],
        ['to', (note) => stamp(note.paused_to)],
        ['owner', (note) => OWNERS[note.owner!]!],
        ['reason', (note) => note.reason],
      ],
    },
    callback: {
      ...{ name: 'callbacks', shape: 'callback', first: 'key' },
      cells: [
        ['key', (note) => keyCell(note.case_key)],
        ['due', (note) => stamp(note.due)],
        ['made', (note) => stamp(note.made)],
        ['answered', (note) => yes(note.answered)],
        ['grade', (note) => (note.grade === null ? null : GRADES[note.grade]!)],
        ['timeDeviates', (note) => yes(note.time_deviates)],
        ['designated', (note) => yes(note.designated)],
      ],
    },
    step_return: {
      ...{ name: 'returns', shape: 'return', first: 'key' },
      cells: [
        ['key', (note) => keyCell(note.case_key)],
        ['at', (note) => stamp(note.returned_at)],
        ['fromStep', (note) => note.from_step],
        ['toStep', (note) => note.to_step],
        ['operator', (note) => note.operator],
        ['reason', (note) => note.reason],
      ],
    },
    complaint: {
      ...{ name: 'complaints', shape: 'complaint', first: 'number' },
      cells: [
        ['number', (note) => note.number],
        ['key', (note) => keyCell(note.case_key)],
        ['unit', (note) => note.unit],
        ['made', (note) => stamp(note.made)],
        ['channel', (note) => note.channel],
        ['category', (note) => note.category],
        ['upheld', (note) => yes(note.upheld)],
        ['duplicateOf', (note) => note.duplicate_of],
      ],
    },
    batch_customer: {
      ...{ name: 'customers', shape: 'customer', first: 'key' },
      cells: [
        ['key', (note) => keyCell(note.case_key)],
        ['customer', (note) => note.customer],
        ['energised', (note) => stamp(note.energised)],
      ],
    },
  };
}
