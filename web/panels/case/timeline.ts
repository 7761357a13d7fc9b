import type { CaseReply, ClockRow, LedgerDay } from '../../../api/contract/case.ts';

type Stay = CaseReply['events'][number];
export type Owner = 'utility' | 'government' | 'grid' | 'customer';
/** waiting 待接收: arrived, not yet taken up; working 办理中; stay: the log does not tell the two apart. */
export type Phase = 'waiting' | 'working' | 'stay';

export type Box = {
  x: number;
  width: number;
  row: number;
  phase: Phase;
  /** The customer's own step: dashed, no limit runs. */
  customer: boolean;
  open: boolean;
  /** Empty where the box is too narrow for a word. */
  label: string;
  title: string;
};
export type Cell = { x: number; width: number; number: number; over: number; runs: boolean };
export type ClockLane = {
  clock: ClockRow;
  cells: Cell[];
  paused: number[];
  deadline: { x: number; date: string } | null;
  /** Where the lane's closing words may stand. */
  end: number;
};

export type Timeline = {
  cell: number;
  width: number;
  /** Cells too narrow for numbers: days stand as runs. */
  compact: boolean;
  months: { x: number; year: number; month: number }[];
  days: { x: number; day: number; kind: LedgerDay['kind']; numbered: boolean }[];
  shades: { x: number; width: number; holiday: boolean }[];
  holidays: { x: number; name: string }[];
  owners: { x: number; width: number; owner: Owner | null; thin: boolean }[];
  steps: Box[];
  stepRows: number;
  clocks: ClockLane[];
  /** Right edge of the last day known to the data. */
  now: number;
};

const DAY = 86_400_000;
/** Parallel steps beyond this many rows share the last one. */
const MOST_ROWS = 5;
/** A deadline this many days beyond the data still gets its flag. */
const AHEAD = 21;

const dayOf = (text: string) => Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY);
const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/** Position of an instant in days: its date as written (the source's zone) and the share of the day gone by. */
export function dayPosition(instant: string): number {
  const [hours = 0, minutes = 0] = instant.slice(11, 16).split(':').map(Number);
  return dayOf(instant) + (hours * 60 + minutes) / 1440;
}

/** The day an instant closes: midnight belongs to the day before, as 24:00. */
export function closingDate(instant: string): string {
  const midnight = /T00:00(:00(\.0+)?)?/.test(instant);
  return midnight ? dateOf(dayOf(instant) - 1) : instant.slice(0, 10);
}

/** Width of a text set in 12 px: a Chinese character counts as one em, others as a little over half. */
export function textWidth(text: string, size = 12): number {
  let ems = 0;
  for (const char of text) ems += char.charCodeAt(0) > 0x2e7f ? 1 : 0.56;
  return ems * size;
}

/** No event tells when it began: a stay then runs to the next event, and the view says so. */
export function singleStamps(events: Stay[]): boolean {
  return (
    events.length > 0 &&
    events.every(({ arrived, started, finished }) => {
      const begun = arrived ?? started;
      return finished !== null && (begun === null || begun === finished);
    })
  );
}

type Span = { from: number; to: number; phase: Phase; open: boolean; event: Stay };

function spans(events: Stay[], end: number): Span[] {
  const single = singleStamps(events);
  const at = (text: string | null) => (text === null ? null : dayPosition(text));
  return events.flatMap((event, i): Span[] => {
    const from = at(event.arrived ?? event.started ?? event.finished);
    if (from === null) return [];
    if (single) {
      const next = events[i + 1];
      const until = next ? at(next.arrived ?? next.started ?? next.finished) : null;
      return [{ from, to: Math.max(from, until ?? from), phase: 'stay', open: false, event }];
    }
    const finished = at(event.finished);
    const to = Math.max(from, finished ?? end);
    const open = finished === null;
    const started = at(event.started);
    if (event.arrived === null) return [{ from, to, phase: started === null ? 'stay' : 'working', open, event }];
    if (started === null) return [{ from, to, phase: open ? 'waiting' : 'stay', open, event }];
    const taken = Math.min(Math.max(from, started), to);
    const working: Span = { from: taken, to, phase: 'working', open, event };
    return taken > from ? [{ from, to: taken, phase: 'waiting', open: false, event }, working] : [working];
  });
}

function boxes(
  events: Stay[],
  first: number,
  end: number,
  cell: number,
  word: (event: Stay, phase: Phase) => string,
): Box[] {
  const rows: number[] = [];
  const sorted = spans(events, end).sort((a, b) => a.from - b.from || a.to - b.to);
  return sorted.map((span) => {
    const x = (span.from - first) * cell;
    const width = Math.max(3, (span.to - span.from) * cell);
    let row = rows.findIndex((taken) => taken <= x + 0.5);
    if (row < 0) row = Math.min(rows.length, MOST_ROWS - 1);
    rows[row] = Math.max(rows[row] ?? 0, x + width);
    const title = word(span.event, span.phase);
    return {
      x,
      width,
      row,
      phase: span.phase,
      customer: span.event.owner === 'customer',
      open: span.open,
      label:
        textWidth(title) + 8 <= width
          ? title
          : textWidth(span.event.stageName) + 8 <= width
            ? span.event.stageName
            : '',
      title,
    };
  });
}

/** Runs of consecutive days that look alike, as [first index, length]. */
function runsOf<T>(items: T[], alike: (a: T, b: T) => boolean): [number, number][] {
  const out: [number, number][] = [];
  items.forEach((item, i) => {
    const run = out[out.length - 1];
    const before = items[i - 1];
    if (run && before !== undefined && alike(before, item)) run[1] += 1;
    else out.push([i, 1]);
  });
  return out;
}

const inDays = (clock: ClockRow) => !clock.limitUnit.includes('hour');

function clockLane(clock: ClockRow, days: LedgerDay[], first: number, last: number, cell: number): ClockLane {
  const limit = inDays(clock) ? clock.limit : null;
  const cells = clock.days.map((day) => ({
    x: (dayOf(day.date) - first) * cell,
    width: cell,
    number: day.number,
    over: limit !== null && day.number > limit ? day.number - limit : 0,
    runs: clock.stopped === null,
  }));
  const from = clock.started.slice(0, 10);
  const to = clock.stopped?.slice(0, 10) ?? '9999';
  const counted = new Set(clock.days.map((day) => day.date));
  const paused = days
    .filter((day) => day.paused && day.kind !== 'rest' && day.kind !== 'holiday')
    .filter((day) => day.date >= from && day.date <= to && !counted.has(day.date))
    .map((day) => (dayOf(day.date) - first) * cell);
  const date = clock.deadline === null ? null : closingDate(clock.deadline);
  const shown = date !== null && dayOf(date) >= first && dayOf(date) <= last;
  const lastCell = cells[cells.length - 1];
  return {
    clock,
    cells,
    paused,
    deadline: shown && date !== null ? { x: (dayOf(date) + 1 - first) * cell, date } : null,
    end: lastCell ? lastCell.x + cell : (dayOf(clock.started) - first + 1) * cell,
  };
}

/** Lanes worth drawing: clocks with a limit, the chosen rule set's first, each stage and limit once; without any limit the stages themselves. */
export function clocksToDraw(clocks: ClockRow[], rules: string): ClockRow[] {
  const chosenFirst = [...clocks].sort((a, b) => Number(b.rules === rules) - Number(a.rules === rules));
  const seen = new Set<string>();
  const limited = chosenFirst.filter((clock) => {
    const key = `${clock.stage} ${clock.limit} ${clock.limitUnit} ${clock.started} ${clock.deadline}`;
    if (clock.verdict === 'no-limit' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return limited.length > 0 ? limited : clocks.filter((clock) => clock.rules === rules).slice(0, 8);
}

/**
 * One column per calendar day. Cells are 16 px where numbers fit in them; a case of more than half a year stands
 * as runs of narrower days, of many years narrower still, and scrolls inside its panel.
 */
export function layTimeline(
  reply: Pick<CaseReply, 'days' | 'events' | 'clocks' | 'basis'>,
  room: number,
  word: (event: Stay, phase: Phase) => string,
): Timeline {
  const stamps = reply.events
    .flatMap((event) => [event.arrived, event.started, event.finished])
    .filter((at) => at !== null);
  const known = [...reply.days.map((day) => dayOf(day.date)), ...stamps.map(dayOf)];
  const first = known.length === 0 ? 0 : Math.min(...known);
  const dataEnd = known.length === 0 ? 0 : Math.max(...known);
  const drawn = clocksToDraw(reply.clocks, reply.basis.rules);
  const flags = drawn.flatMap((clock) => (clock.deadline === null ? [] : [dayOf(closingDate(clock.deadline))]));
  const last = Math.max(dataEnd, ...flags.filter((day) => day <= dataEnd + AHEAD)) + 1;
  const count = last - first + 1;
  const fitting = Math.min(28, Math.floor(room / count));
  const cell = count > 1500 ? 2 : count > 200 ? 6 : Math.max(16, fitting);
  const compact = cell < 14;
  const x = (day: number) => (day - first) * cell;
  const all = Array.from({ length: count }, (_, i) => dateOf(first + i));
  const sameOff = (a: LedgerDay, b: LedgerDay) =>
    a.kind === b.kind && a.holiday === b.holiday && dayOf(b.date) === dayOf(a.date) + 1;
  const off = reply.days.filter((day) => day.kind === 'rest' || day.kind === 'holiday');
  const alike = (a: LedgerDay, b: LedgerDay) =>
    compact && a.owner === b.owner && resting(a) === resting(b) && dayOf(b.date) === dayOf(a.date) + 1;
  const kinds = new Map(reply.days.map((day) => [day.date, day.kind]));
  const steps = boxes(reply.events, first, dataEnd + 1, cell, word);
  return {
    cell,
    width: count * cell,
    compact,
    months: all
      .flatMap((date, i) =>
        i === 0 || date.endsWith('-01')
          ? [{ x: i * cell, year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)) }]
          : [],
      )
      .filter((month, i, months) => {
        const next = months[i + 1];
        return i > 0 || !next || next.x - month.x > 40;
      }),
    days: all.map((date, i) => ({
      x: i * cell,
      day: Number(date.slice(8)),
      kind: kinds.get(date) ?? 'working',
      numbered: !compact,
    })),
    shades:
      compact && cell < 6
        ? []
        : runsOf(off, sameOff).map(([i, length]) => {
            const day = off[i] as LedgerDay;
            return { x: x(dayOf(day.date)), width: length * cell, holiday: day.kind === 'holiday' };
          }),
    holidays: compact
      ? []
      : runsOf(off, sameOff).flatMap(([i]) => {
          const day = off[i] as LedgerDay;
          return day.kind === 'holiday' && day.holiday !== '' ? [{ x: x(dayOf(day.date)), name: day.holiday }] : [];
        }),
    owners: runsOf(reply.days, alike).map(([i, length]) => {
      const day = reply.days[i] as LedgerDay;
      return { x: x(dayOf(day.date)), width: length * cell, owner: day.owner as Owner | null, thin: resting(day) };
    }),
    steps,
    stepRows: Math.max(1, ...steps.map((box) => box.row + 1)),
    clocks: drawn.map((clock) => clockLane(clock, reply.days, first, last, cell)),
    now: x(dataEnd + 1),
  };
}

const resting = (day: LedgerDay) => day.kind === 'rest' || day.kind === 'holiday' || day.owner === null;
