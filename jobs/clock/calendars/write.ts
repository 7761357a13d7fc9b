/** What chinese-days knows: date → "English,中文,days" of a holiday or of the holiday a working day makes up for. */
export type Announced = { holidays: Record<string, string>; workdays: Record<string, string> };

/**
 * The years of a calendar file as they stand in it: holiday → days off as MM-DD or MM-DD/MM-DD, then +MM-DD for each
 * make-up working day. A test holds that the committed file says exactly this of chinese-days.
 */
export function calendarYears({ holidays, workdays }: Announced): Record<string, Record<string, string>> {
  const years: Record<string, Record<string, string[]>> = {};
  const listOf = (date: string, words: string) => {
    const year = (years[date.slice(0, 4)] ??= {});
    return (year[words.split(',')[1] ?? words] ??= []);
  };
  for (const [date, words] of Object.entries(holidays).toSorted()) {
    const runs = listOf(date, words);
    const day = date.slice(5);
    const last = runs.at(-1)?.split('/') ?? [];
    if (follows(date, last.at(-1))) runs[runs.length - 1] = `${last[0]}/${day}`;
    else runs.push(day);
  }
  for (const [date, words] of Object.entries(workdays).toSorted()) listOf(date, words).push(`+${date.slice(5)}`);
  const joined = Object.entries(years)
    .toSorted()
    .map(([year, names]) => [
      year,
      Object.fromEntries(Object.entries(names).map(([name, runs]) => [name, runs.join(' ')])),
    ]);
  return Object.fromEntries(joined);
}

function follows(date: string, earlier: string | undefined): boolean {
  if (earlier === undefined) return false;
  return Date.parse(date) - Date.parse(`${date.slice(0, 4)}-${earlier}`) === 86_400_000;
}
