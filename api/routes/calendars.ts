import { currentCalendar, currentFiles, SHIPPED } from '../../jobs/clock/calendar.ts';
import { codeOf, readCalendarFile, specialDays, type CalendarFile } from '../../jobs/clock/calendar-file.ts';
import { dateText, dayNumber } from '../../jobs/clock/day.ts';
import type { WorkCalendar } from '../../jobs/clock/work-calendar.ts';
import { Failure } from '../../sql/failure.ts';
import { loadedCalendars } from '../../sql/read-ground/loaded-calendars.ts';
import { calendars } from '../../sql/read/calendars.ts';
import { saveCalendar } from '../../sql/write/calendars.ts';
import { CalendarsReply, NewCalendar, type CalendarRow } from '../contract/calendars.ts';
import { filterFields } from '../contract/filter.ts';
import { everythingOnly } from '../place.ts';
import type { Route } from '../route.ts';
import { asTable, tableQuery } from '../table/as-table.ts';
import { inWords, stampCell } from '../table/words.ts';

type MovedRow = CalendarsReply['moved'][number];

export const calendarsRoute: Route = (api, _answer, place) => {
  api.get(
    '/api/v1/calendars',
    {
      schema: {
        summary: '工作日历：各版本、公布至何日、换版后变动的应办结日期',
        querystring: tableQuery(filterFields),
        response: { 200: CalendarsReply },
      },
      preSerialization: asTable<CalendarsReply, MovedRow>({
        zh: '变动的应办结日期',
        en: 'moved-deadlines',
        rows: (r) => r.moved,
        columns: [
          { zh: '申请编号', en: 'Case', cell: (row) => row.caseKey },
          { zh: '单位', en: 'Unit', cell: (row) => row.unitName },
          { zh: '计时项', en: 'Clock', cell: (row, lang) => row.stageName || inWords(row.stage, lang) },
          { zh: '规则集', en: 'Rule set', cell: (row, lang) => (lang === 'zh' ? row.rulesName : row.rulesNameEn) },
          { zh: '原应办结日期', en: 'Deadline before', cell: (row) => stampCell(row.before, true) },
          { zh: '现应办结日期', en: 'Deadline after', cell: (row) => stampCell(row.after, true) },
          { zh: '原日历', en: 'Calendar before', cell: (row) => row.calendarBefore },
          { zh: '现日历', en: 'Calendar after', cell: (row) => row.calendarAfter },
          { zh: '变动时间', en: 'Moved', cell: (row) => stampCell(row.at) },
        ],
      }),
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return told(await calendars(place.db, place.scopeOf(request), request.query, place.now()));
    },
  );
  api.post(
    '/api/v1/calendars',
    { schema: { summary: '载入一个版本的日历；判定随后重算', body: NewCalendar, response: { 200: CalendarsReply } } },
    async (request) => {
      const scope = place.scopeOf(request);
      everythingOnly(scope);
      const { calendar, by, note = '' } = request.body;
      const known = [...SHIPPED, ...((await loadedCalendars(place.db)) as CalendarFile[])];
      const doc = read(calendar, known);
      await saveCalendar(place.db, { code: codeOf(doc), version: doc.version, doc, by, note }, place.now());
      return told(await calendars(place.db, scope, {}, place.now()));
    },
  );
};

function read(content: unknown, known: readonly CalendarFile[]): CalendarFile {
  try {
    return readCalendarFile(content, known);
  } catch (error) {
    throw new Failure('bad-query', { value: (error as Error).message });
  }
}

/** Says of every calendar whether it is in force, and of the years around the data what holds in them. */
function told({ loaded, dataDay, ...rest }: Awaited<ReturnType<typeof calendars>>): CalendarsReply {
  const docs = loaded.map(({ doc }) => doc as CalendarFile);
  const current = currentFiles(docs);
  const calendar = currentCalendar(docs);
  const year = Number(dataDay.slice(0, 4));
  const last = current.find((file) => file.last !== undefined)!.last!;
  return {
    ...rest,
    dataDay,
    versions: calendar.versions,
    announcedTo: `${last}-12-31`,
    calendars: [
      ...SHIPPED.map((file) => ({ file, loadedAt: null, loadedBy: null, note: '' })),
      ...loaded.map(({ doc, at, by, note }) => ({ file: doc as CalendarFile, loadedAt: at, loadedBy: by, note })),
    ]
      .map(({ file, ...one }) => ({ ...rowOf(file), ...one, current: current.includes(file) }))
      .toReversed(),
    years: [year, year + 1].map((one) => yearOf(one, calendar)),
  };
}

function rowOf(file: CalendarFile) {
  const days = [...specialDays(file).values()];
  const hours = file.hours?.at(-1) ?? null;
  return {
    ...{ code: codeOf(file), version: file.version, name: file.name },
    first: file.first ?? null,
    last: file.last ?? null,
    units: file.units ?? [],
    off: days.filter(({ kind }) => kind === 'holiday').length,
    open: days.filter(({ kind }) => kind === 'make-up').length,
    hours: hours && { from: hours.from, working: hours.working, rest: hours.rest ?? [] },
  } satisfies Partial<CalendarRow>;
}

function yearOf(year: number, calendar: WorkCalendar): CalendarsReply['years'][number] {
  const [first, last] = [dayNumber(year, 1, 1), dayNumber(year, 12, 31)];
  const holidays: CalendarsReply['years'][number]['holidays'] = [];
  for (let day = first; day <= last; day++) {
    const { kind, name } = calendar.kindOf(day);
    if (kind !== 'holiday' && kind !== 'make-up') continue;
    const before = holidays.at(-1);
    const date = dateText(day);
    if (before?.name === name && before.kind === kind && before.to === dateText(day - 1)) before.to = date;
    else holidays.push({ name, kind, from: date, to: date });
  }
  return {
    year,
    provisional: calendar.isGuessed(first, last),
    workingDays: calendar.workingDays(first, last, 'INCLUDE_START'),
    holidays,
  };
}
