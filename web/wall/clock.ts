export type WallTime = { day: string; time: string; weekday: number };

const zones = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall of `zone` shows: `2026-10-21`, `08:30:05` and the weekday, 0 for Sunday; without a zone, of the browser's. */
export function wallTime(at: number, zone: string | null): WallTime {
  const name = zone ?? '';
  let format = zones.get(name);
  if (format === undefined) zones.set(name, (format = formatOf(zone)));
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${part['year']}-${part['month']}-${part['day']}`;
  const time = `${part['hour']}:${part['minute']}:${part['second']}`;
  return { day, time, weekday: new Date(day).getUTCDay() };
}

const SHOWN: Intl.DateTimeFormatOptions = {
  ...{ hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** A browser older than the zone's name tells its own time: a wall without a clock would be no better. */
function formatOf(zone: string | null): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      ...SHOWN,
      ...(zone === null ? {} : { timeZone: zone }),
    });
  } catch {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', SHOWN);
  }
}
