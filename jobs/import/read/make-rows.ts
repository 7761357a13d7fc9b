import { dateText, dayOf } from '../../clock/day.ts';
import type { Profile, Table } from '../profile.ts';
import type { EventRow, Row } from '../row.ts';
import { isListed } from '../stages.ts';
import { isAside } from './aside.ts';
import { caseAttributes } from './case-attributes.ts';
import type { Columns } from './columns.ts';
import { bare, cellsOf, escape } from './cells.ts';
import { joinHalves } from './halves.ts';
import { answerIn, complaintRows, customerRows, returnRows, snapshotRows } from './note-rows.ts';
import { RowFault } from './row-fault.ts';
import { RowMarks } from './row-marks.ts';
import type { TimestampReader } from './timestamp.ts';
import { GRADE_WORDS, isTotalWord, lookUp, OWNER_WORDS, yesOrNo } from './words.ts';

/** Makes the row of one record; throws RowFault where it cannot be taken. null: a 合计 line, a remark below the table. */
export type MakeRow = (values: readonly string[], line: number) => Row | null;

/** Compiles a table of the profile against a file's columns. */
export function makeRows(
  table: Table,
  profile: Profile,
  columns: Columns,
  stamps: TimestampReader,
  marks = new RowMarks(),
): MakeRow {
  const make = rowsOf(table, profile, columns, stamps, marks);
  const keys = (table.key ?? []).map((column) => columns.find(column));
  const beside = (values: readonly string[]) => isAside(values, columns.names, keys);
  if (table.shape !== 'event' && table.shape !== 'step')
    return (values, line) => (beside(values) ? null : make(values, line));
  // An event needs a time, which such a line lacks: the many good ones are not looked at twice.
  return (values, line) => {
    try {
      return make(values, line);
    } catch (fault) {
      if (fault instanceof RowFault && beside(values)) return null;
      throw fault;
    }
  };
}

function rowsOf(table: Table, profile: Profile, columns: Columns, stamps: TimestampReader, marks: RowMarks): MakeRow {
  const join = joinHalves(table, columns);
  if (join !== null) {
    const { halves: _, ...whole } = table;
    const make = rowsOf(whole, profile, columns, stamps, marks);
    return (values, line) => make(join(values), line);
  }
  if (table.inert) {
    const make = rowsOf({ ...table, inert: false }, profile, columns, stamps, marks);
    return (values, line) => make(values.map(bare), line);
  }
  const cells = cellsOf(table, columns, stamps, marks);
  const { at, name, text, word, code, intern, instant, past, keyOf, dataTime } = cells;
  const unread = (column: string, value: string) =>
    marks.add('unread-quantities', { column, value: value.slice(0, 60) });
  const attributesOf = caseAttributes(table, profile, columns, stamps, intern, unread);

  const unit = at('unit');
  switch (table.shape) {
    case 'event':
    case 'step':
      return eventRows();
    case 'case':
      return caseRows();
    case 'suspension':
      return suspensionRows();
    case 'callback':
      return callbackRows();
    case 'return':
      return returnRows(cells);
    case 'complaint':
      return complaintRows(table, cells);
    case 'customer':
      return customerRows(cells);
    case 'unit':
      return unitRows();
    case 'snapshot':
      return snapshotRows(cells);
  }

  function eventRows(): MakeRow {
    const single = table.shape === 'event';
    const step = at('step');
    const arrived = single ? -1 : at('arrived');
    const started = single ? -1 : at('started');
    const finished = single ? at('at') : at('finished');
    const operator = at('operator');
    const department = at('department');
    const eventId = at('eventId');
    const sequence = at('sequence');
    const identity = (table.identity ?? []).map((column) => columns.find(column)).filter((position) => position >= 0);
    const byContent = table.identity?.length === 0;
    const stampColumn = [finished, started, arrived].find((position) => position >= 0) ?? -1;

    const identityOf = (values: readonly string[], row: EventRow): string | null => {
      const id = text(values, eventId);
      if (id !== null) return intern(id);
      if (byContent) return null;
      if (identity.length > 0)
        return intern(identity.map((position) => escape(text(values, position) ?? '')).join('/'));
      return row.arrived === null ? null : `${row.step}/${row.arrived}`;
    };

    return (values, line) => {
      const caseKey = keyOf(values);
      const activity = word(values, step);
      if (activity === null) throw new RowFault('missing-step', name(step), '');
      if (!isListed(profile, activity)) throw new RowFault('unknown-code', name(step), activity);
      const row: EventRow = {
        kind: 'event',
        line,
        records: 1,
        caseKey,
        step: activity,
        arrived: past(values, arrived),
        started: past(values, started),
        finished: past(values, finished),
        operator: word(values, operator),
        department: word(values, department),
        unit: code(values, unit),
        identity: null,
        sequence: text(values, sequence),
        dataTime: dataTime(values),
        attributes: attributesOf(values, caseKey),
      };
      if (row.finished === null && row.started === null && row.arrived === null) {
        throw new RowFault('missing-timestamp', name(stampColumn), values[stampColumn] ?? '');
      }
      row.identity = identityOf(values, row);
      return row;
    };
  }

  function caseRows(): MakeRow {
    const milestones = Object.entries(table.milestones ?? {})
      .map(([column, step]) => ({ position: columns.find(column), step }))
      .filter(({ position }) => position >= 0);
    return (values, line) => {
      const caseKey = keyOf(values);
      if (isTotalWord(caseKey)) return null;
      const reached = [];
      for (const { position, step } of milestones) {
        const when = past(values, position);
        if (when !== null) reached.push({ step, at: when });
      }
      const attributes = attributesOf(values, caseKey);
      // A list of both kinds says which rows are in flight by their state.
      const inFlight = table.delivery === 'snapshot' && (attributes.state ?? 'open') === 'open';
      return {
        ...{ kind: 'case', line, caseKey, attributes, inFlight },
        milestones: reached,
        dataTime: dataTime(values),
      };
    };
  }

  function suspensionRows(): MakeRow {
    const from = at('from');
    const to = at('to');
    const owner = at('owner');
    const reason = at('reason');
    const ownerOf = lookUp(profile.owners, OWNER_WORDS);
    return (values, line) => {
      const caseKey = keyOf(values);
      if (isTotalWord(caseKey)) return null;
      const start = past(values, from);
      if (start === null) throw new RowFault('missing-timestamp', name(from), values[from] ?? '');
      const holder = text(values, owner);
      const known = holder === null ? 'customer' : ownerOf(holder);
      if (known === undefined) throw new RowFault('unknown-status', name(owner), holder ?? '');
      return {
        kind: 'suspension',
        line,
        caseKey,
        from: start,
        to: instant(values, to),
        owner: known,
        reason: word(values, reason) ?? '',
        dataTime: dataTime(values),
      };
    };
  }

  function callbackRows(): MakeRow {
    const due = at('due');
    const made = at('made');
    const answered = at('answered');
    const grade = at('grade');
    const [timeDeviates, designated] = [at('timeDeviates'), at('designated')];
    const gradeOf = lookUp(profile.grades, GRADE_WORDS);
    return (values, line) => {
      const caseKey = keyOf(values);
      if (isTotalWord(caseKey)) return null;
      const said = text(values, grade);
      const known = said === null || said.trim() === '' ? null : gradeOf(said);
      if (known === undefined) throw new RowFault('unknown-grade', name(grade), said ?? '');
      const reply = answered < 0 ? known !== null : yesOrNo(values[answered] ?? '');
      if (reply === undefined) throw new RowFault('unknown-status', name(answered), values[answered] ?? '');
      return {
        kind: 'callback',
        line,
        caseKey,
        due: instant(values, due, true),
        made: past(values, made),
        answered: reply,
        grade: known,
        timeDeviates: answerIn(cells, values, timeDeviates),
        designated: answerIn(cells, values, designated),
        dataTime: dataTime(values),
      };
    };
  }

  function unitRows(): MakeRow {
    const unitName = at('unitName');
    const [parent, successor, from, to] = [at('parent'), at('successor'), at('from'), at('to')];
    const day = (values: readonly string[], position: number): string | null => {
      const when = instant(values, position);
      return when === null ? null : dateText(dayOf(when, stamps.zone));
    };
    return (values, line) => {
      const own = code(values, unit);
      if (own === null) throw new RowFault('missing-key', name(unit), '');
      if (isTotalWord(own)) return null;
      const above = code(values, parent);
      return {
        kind: 'unit',
        line,
        code: own,
        name: text(values, unitName) ?? own,
        parent: above === own ? null : above,
        from: day(values, from),
        to: day(values, to),
        successor: code(values, successor),
        dataTime: dataTime(values),
      };
    };
  }
}
