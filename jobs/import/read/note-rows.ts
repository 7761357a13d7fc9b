import type { Table } from '../profile.ts';
import type { Row } from '../row.ts';
import type { Cells } from './cells.ts';
import { RowFault } from './row-fault.ts';
import { isTotalWord, yesOrNo } from './words.ts';

type Values = readonly string[];
type MakeRow = (values: Values, line: number) => Row | null;

/** Yes, no, or null where nothing is written; throws RowFault for another word. */
export function answerIn(cells: Cells, values: Values, position: number): boolean | null {
  const said = cells.text(values, position);
  if (said === null || said.trim() === '') return null;
  const known = yesOrNo(said);
  if (known === undefined) throw new RowFault('unknown-status', cells.name(position), said);
  return known;
}

export function returnRows(cells: Cells): MakeRow {
  const { at, name, word, instant, keyOf, dataTime } = cells;
  const when = at('at');
  const [fromStep, toStep, operator, reason] = [at('fromStep'), at('toStep'), at('operator'), at('reason')];
  return (values, line) => {
    const caseKey = keyOf(values);
    if (isTotalWord(caseKey)) return null;
    const returned = instant(values, when);
    if (returned === null) throw new RowFault('missing-timestamp', name(when), values[when] ?? '');
    return {
      kind: 'return',
      line,
      caseKey,
      at: returned,
      fromStep: word(values, fromStep),
      toStep: word(values, toStep),
      operator: word(values, operator),
      reason: word(values, reason) ?? '',
      dataTime: dataTime(values),
    };
  };
}

/** A complaint without a number is known by its case, else its unit, and the instant it was made. */
export function complaintRows(table: Table, cells: Cells): MakeRow {
  const { at, name, text, word, code, instant, keyOf, dataTime } = cells;
  const [number, unit, made, channel] = [at('number'), at('unit'), at('made'), at('channel')];
  const [category, upheld, duplicateOf] = [at('category'), at('upheld'), at('duplicateOf')];
  const ownKey = (table.key ?? []).length > 0;
  return (values, line) => {
    const own = text(values, number);
    if (own !== null && isTotalWord(own)) return null;
    const caseKey = ownKey ? keyWhereGiven(keyOf, values) : null;
    if (caseKey !== null && isTotalWord(caseKey)) return null;
    const when = instant(values, made);
    const place = caseKey ?? code(values, unit);
    if (own === null && (place === null || when === null)) throw new RowFault('missing-key', name(number), '');
    return {
      kind: 'complaint',
      line,
      number: own ?? `${place}@${when}`,
      caseKey,
      unit: code(values, unit),
      made: when,
      channel: word(values, channel) ?? '',
      category: word(values, category) ?? '',
      upheld: answerIn(cells, values, upheld),
      duplicateOf: text(values, duplicateOf),
      dataTime: dataTime(values),
    };
  };
}

function keyWhereGiven(keyOf: Cells['keyOf'], values: Values): string | null {
  try {
    return keyOf(values);
  } catch (fault) {
    if (fault instanceof RowFault && fault.reason === 'missing-key') return null;
    throw fault;
  }
}

export function customerRows(cells: Cells): MakeRow {
  const { at, name, text, instant, keyOf, dataTime } = cells;
  const [customer, energised] = [at('customer'), at('energised')];
  return (values, line) => {
    const caseKey = keyOf(values);
    if (isTotalWord(caseKey)) return null;
    const number = text(values, customer);
    if (number === null) throw new RowFault('missing-key', name(customer), '');
    return {
      ...{ kind: 'customer', line, caseKey, customer: number },
      energised: instant(values, energised),
      dataTime: dataTime(values),
    };
  };
}

/** That every case in flight was listed at a data time, without the list. */
export function snapshotRows({ at, name, dataTime }: Cells): MakeRow {
  const column = Math.max(at('updated'), at('dataDate'));
  return (values, line) => {
    const listed = dataTime(values);
    if (listed === null) throw new RowFault('missing-timestamp', name(column), '');
    return { kind: 'snapshot', line, dataTime: listed };
  };
}
