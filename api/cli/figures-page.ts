import type { Figures } from '../../jobs/figures/figures.ts';

const days = (seconds: number | null) => (seconds === null ? '—' : `${(seconds / 86_400).toFixed(2)} d`);
const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`);

/** The figures as a page to read; `--json` has all of them. */
export function figuresPage(f: Figures): string {
  const { caseDurationS: d, deadlines: due, satisfaction: s } = f;
  const table = (head: string, counts: Record<string, number>) => [
    head,
    ...Object.entries(counts).map(([name, n]) => `  ${String(n).padStart(9)}  ${name}`),
  ];
  const lines = [
    `${f.source}, as of ${f.asOf ?? '—'} (${f.zone})`,
    `${f.cases} cases, ${f.events} events, ${f.variants.count} variants`,
    `case duration: n ${d.n}, mean ${days(d.mean)}, median ${days(d.median)}, P90 ${days(d.p90)}, longest ${days(d.max)}`,
    `deadlines: ${due.with} cases have one; ${due.late} of ${due.ended} ended late (${percent(due.late, due.ended)}), ${due.runningLate} of ${due.running} running late`,
    `satisfaction: ${s.made} of ${s.due} called back, ${s.answered} answered, rate ${s.rate === null ? '—' : percent(s.rate, 1)}, score ${s.score ?? '—'}`,
    ...table('left out of durations', f.excluded),
    ...table('activities', f.activities),
    ...table('first activities', f.startActivities),
    ...table('last activities', f.endActivities),
    'variants',
    ...f.variants.top.map(({ path, cases }) => `  ${String(cases).padStart(9)}  ${path.join(' → ')}`),
    'arcs: n, mean, median, P90',
    ...f.arcs
      .slice(0, 20)
      .map(
        (a) =>
          `  ${String(a.n).padStart(9)}  ${a.from} → ${a.to}: ${days(a.meanS)}, ${days(a.medianS)}, ${days(a.p90S)}`,
      ),
    'units',
    ...f.units.map((u) => `  ${String(u.cases).padStart(9)}  ${u.code} ${u.name}: mean ${days(u.meanS)}`),
    `rows: ${Object.entries(f.rows)
      .map(([name, n]) => `${name} ${n}`)
      .join(', ')}`,
  ];
  return `${lines.join('\n')}\n`;
}
