import { dayNumber } from './day.ts';
import { codeOf, specialDays, STATUTORY, type CalendarFile } from './calendar-file.ts';
import { hallOf } from './hall.ts';
import type { RuleSet } from './rule-set.ts';
import { makeCalendar, type Hall, type SpecialDay, type WorkCalendar } from './work-calendar.ts';

const found = import.meta.glob<CalendarFile>('./calendars/cn-*.json', { eager: true, import: 'default' });

/** The calendars that come with the program, the oldest first; each whole, with the years of the one it builds on. */
export const SHIPPED: readonly CalendarFile[] = Object.values(found)
  .map(({ base, ...file }) => {
    const under = Object.values(found).find((one) => one.version === base);
    return { ...file, years: { ...under?.years, ...file.years } };
  })
  .toSorted((a, b) => a.last! - b.last!);

/** The newest version of the Chinese calendar that comes with the program. */
export const CHINESE_CALENDAR = SHIPPED.at(-1)!.version;

/** Monday to Friday, nothing else, never provisional: for logs from elsewhere and for comparison. */
export const WEEKDAYS: WorkCalendar = makeCalendar('weekdays', new Map(), { first: -Infinity, last: Infinity });

/**
 * Statutory holidays and make-up days (调休) of China as they come with the program. Beyond the announced years every
 * weekday counts and the day is provisional. Throws for a version that does not exist.
 */
export function chineseCalendar(version: string = CHINESE_CALENDAR): WorkCalendar {
  if (!SHIPPED.some((file) => file.version === version))
    throw new RangeError(`no calendar "${version}"; there are ${SHIPPED.map((file) => file.version).join(', ')}`);
  return calendarOfVersions(SHIPPED, version);
}

/** The calendar a rule set counts by. */
export function calendarOf(
  { calendar }: Pick<RuleSet, 'calendar'>,
  usual: WorkCalendar = chineseCalendar(),
): WorkCalendar {
  return calendar === 'weekdays' ? WEEKDAYS : usual;
}

/** The newest version of every code, `loaded` in the order they came: a shipped one only where it announces more years. */
export function currentFiles(loaded: readonly CalendarFile[]): CalendarFile[] {
  const newest = new Map<string, CalendarFile>();
  for (const file of loaded) newest.set(codeOf(file), file);
  const shipped = SHIPPED.at(-1)!;
  const own = newest.get(STATUTORY);
  if (own === undefined || own.last! < shipped.last!) newest.set(STATUTORY, shipped);
  return [...newest.values()];
}

/** The calendars in force together: the statutory one, and under `at` those of units. */
export function currentCalendar(loaded: readonly CalendarFile[]): WorkCalendar {
  return build(currentFiles(loaded));
}

/** The calendar a text like `2027+gx@1` names, as verdicts keep it. Throws a RangeError for one that is not there. */
export function calendarOfVersions(files: readonly CalendarFile[], versions: string): WorkCalendar {
  if (versions === WEEKDAYS.versions) return WEEKDAYS;
  const wanted = versions.split('+').map((part) => part.split('@'));
  return build(
    wanted.map(([one, version]) => {
      const [code, text] = version === undefined ? [STATUTORY, one] : [one, version];
      const file = files.find((file) => codeOf(file) === code && file.version === text);
      if (file === undefined) throw new RangeError(`no version "${text}" of calendar "${code}"`);
      return file;
    }),
  );
}

const built = new Map<string, WorkCalendar>();
const KEPT = 40;

function build(files: readonly CalendarFile[]): WorkCalendar {
  const key = JSON.stringify(files);
  let calendar = built.get(key);
  if (calendar === undefined) {
    const statutory = files.find((file) => codeOf(file) === STATUTORY)!;
    const local = files.filter((file) => file !== statutory).toSorted((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
    if (built.size >= KEPT) built.clear();
    built.set(key, (calendar = layered(statutory, local)));
  }
  return calendar;
}

/** One calendar per set of local calendars that meet on a unit's way up; the deeper unit's days go before. */
function layered(statutory: CalendarFile, local: readonly CalendarFile[]): WorkCalendar {
  const versions = [statutory.version, ...local.map((file) => `${codeOf(file)}@${file.version}`)].join('+');
  const made = new Map<string, WorkCalendar>();
  const withLayers = (layers: readonly CalendarFile[]): WorkCalendar => {
    const version = [statutory.version, ...layers.map((file) => `${codeOf(file)}@${file.version}`)].join('+');
    let calendar = made.get(version);
    if (calendar === undefined) {
      const days = new Map<number, SpecialDay>();
      let hall: Hall | null = hallOf(statutory.hours);
      for (const file of [statutory, ...layers]) {
        for (const [day, special] of specialDays(file)) days.set(day, special);
        hall = hallOf(file.hours) ?? hall;
      }
      const covered = { first: dayNumber(statutory.first!, 1, 1), last: dayNumber(statutory.last!, 12, 31) };
      calendar = makeCalendar(version, days, covered, { versions, hall, ...(local.length > 0 && { at }) });
      made.set(version, calendar);
    }
    return calendar;
  };
  const at = (unitPath: readonly string[]): WorkCalendar => {
    const depth = ({ units }: CalendarFile) => Math.max(-1, ...units!.map((code) => unitPath.indexOf(code)));
    const meeting = local.filter((file) => depth(file) >= 0).toSorted((a, b) => depth(a) - depth(b));
    return withLayers(meeting);
  };
  return withLayers([]);
}
