import { chineseCalendar } from '../jobs/clock/calendar.ts';
import { dayOf, parseDate } from '../jobs/clock/day.ts';
import { limitsFor } from '../jobs/clock/limits.ts';
import { RULE_SETS } from '../jobs/clock/rule-set.ts';
import { changeOfRate, type Side, type Stratum } from '../jobs/statistics/change-of-rate.ts';
import type { Days, rateChange } from '../sql/read/rate-change.ts';

type Read = Awaited<ReturnType<typeof rateChange>>;
/** One unit, stage and group: as judged, after by the limits of before, and with suspended days counted. */
type Cell = {
  key: string;
  unit: number;
  stage: number;
  grp: number;
  judged: { before: Side; after: Side };
  rules: Side;
  base: { before: Side; after: Side };
};
type Pair = { before: Side; after: Side };

/** Adds what moved the rate: the parts add up to the change. */
export function withParts(read: Read) {
  const { basis, kind, kinds, against, known, before, after } = read;
  const cells = cellsOf(read);
  const sum = (pick: (cell: Cell) => Side): Side =>
    cells.reduce((s, cell) => ({ n: s.n + pick(cell).n, hits: s.hits + pick(cell).hits }), { n: 0, hits: 0 });
  const [old, recent] = [sum((c) => c.judged.before), sum((c) => c.judged.after)];
  const counts = ({ n, hits }: Side) => ({ n, met: hits });
  const reply = {
    basis,
    kind,
    kinds,
    against,
    before: { ...before, ...counts(old) },
    after: { ...after, ...counts(recent) },
  };
  if (!known || old.n === 0 || recent.n === 0) return { ...reply, change: null, parts: [] };

  const text = (cell: Cell) => ({ unit: String(cell.unit), stage: String(cell.stage), group: String(cell.grp) });
  const strata: Stratum[] = cells.map((cell) => ({ ...text(cell), ...cell.base }));
  const moved = changeOfRate(strata);
  const perUnit = (effect: (cell: Cell) => number) => {
    const effects = new Map<string, number>();
    for (const cell of cells) effects.set(String(cell.unit), (effects.get(String(cell.unit)) ?? 0) + effect(cell));
    return effects;
  };
  const rules = perUnit((c) => (c.judged.after.hits - c.rules.hits) / recent.n);
  const suspension = perUnit(
    (c) => (c.rules.hits - c.base.after.hits) / recent.n - (c.judged.before.hits - c.base.before.hits) / old.n,
  );
  const described = describe(read, cells);
  const part = <P extends string>(name: P, of: 'unit' | 'stage' | 'group', effects: ReadonlyMap<string, number>) => ({
    part: name,
    effect: [...effects.values()].reduce((a, b) => a + b, 0),
    details: [...effects]
      .filter(([, effect]) => Math.abs(effect) > 1e-12)
      .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
      .map(([key, effect]) => ({ of, effect, ...described(of, key) })),
  });
  return {
    ...reply,
    change: recent.hits / recent.n - old.hits / old.n,
    parts: [
      part('mix', 'group', moved.mix),
      part('stage', 'stage', moved.stage),
      part('unit', 'unit', moved.unit),
      part('rules', 'unit', rules),
      part('suspension', 'unit', suspension),
      part('exemption', 'unit', new Map()),
      part('interaction', 'unit', moved.interaction),
    ],
  };
}

function cellsOf({ strata, suspended, groups, stages, before, after, basis, zone }: Read): Cell[] {
  const keys = new Set([...strata.before.keys(), ...strata.after.keys()]);
  const set = RULE_SETS.find((s) => s.code === basis.rules);
  const limitOn = (stage: string, customerClass: string, month: string) => {
    const all = set === undefined ? [] : limitsFor(set, stage, parseDate(`${month}-15`));
    return all.find((l) => l.class === customerClass) ?? all.find((l) => l.class === '') ?? null;
  };
  const held = { before: rescued(suspended.before, zone), after: rescued(suspended.after, zone) };
  return [...keys].map((key) => {
    const [unit, stage, grp] = key.split('|').map(Number) as [number, number, number];
    const code = stages.find((s) => s.stage === stage)?.code ?? '';
    const customerClass = groups.find((x) => x.grp === grp)?.class ?? '';
    const [was, is] = [limitOn(code, customerClass, before.to), limitOn(code, customerClass, after.to)];
    const judged = { before: sideOf(strata.before.get(key)), after: sideOf(strata.after.get(key)) };
    const same = was === null || is === null || was.unit !== is.unit || was.value === is.value;
    const rules = same ? judged.after : sideOf(strata.after.get(key), was.value);
    const less = (side: Side, n: number): Side => ({ n: side.n, hits: Math.max(0, side.hits - n) });
    const over = (side: 'before' | 'after', limit: number | undefined) =>
      limit === undefined ? 0 : (held[side].get(key) ?? []).filter((days) => days > limit).length;
    const base = {
      before: less(judged.before, over('before', was?.value)),
      after: less(rules, over('after', is?.value)),
    };
    return { key, unit, stage, grp, judged, rules, base };
  });
}

/** Decided clocks and met ones: as judged, or by a limit in days. */
function sideOf(entries: Days | undefined, limit?: number): Side {
  const side = { n: 0, hits: 0 };
  for (const { days, met, late } of entries ?? []) {
    side.n += met + late;
    side.hits += limit === undefined ? met : days <= limit ? met + late : 0;
  }
  return side;
}

/** Days each suspended clock would have used had the suspended working days counted, by stratum. */
function rescued(rows: Read['suspended']['after'], zone: string): Map<string, number[]> {
  const calendar = chineseCalendar();
  const found = new Map<string, number[]>();
  for (const { unit, stage, grp, used, from, to } of rows) {
    const out = from.reduce(
      (sum, start, i) => sum + calendar.workingDays(dayOf(start, zone), dayOf(to[i]!, zone), 'EXCLUDE_START'),
      0,
    );
    const key = `${unit}|${stage}|${grp}`;
    found.set(key, [...(found.get(key) ?? []), used + out]);
  }
  return found;
}

/** Names and counts of what a part is made of. */
function describe({ units, stages, groups }: Read, cells: readonly Cell[]) {
  return (of: 'unit' | 'stage' | 'group', key: string) => {
    const own = cells.filter((c) => String(of === 'unit' ? c.unit : of === 'stage' ? c.stage : c.grp) === key);
    const add = (pick: (pair: Pair) => Side) =>
      own.reduce((s, c) => ({ n: s.n + pick(c.judged).n, met: s.met + pick(c.judged).hits }), { n: 0, met: 0 });
    const lateBy = new Map<number, number>();
    for (const { stage, judged } of own)
      lateBy.set(stage, (lateBy.get(stage) ?? 0) + judged.after.n - judged.after.hits);
    const [worst, late] = [...lateBy].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    const unit = units.find((u) => String(u.unit) === key);
    const stage = stages.find((s) => String(s.stage) === key);
    const group = groups.find((g) => String(g.grp) === key);
    const named = of === 'unit' ? unit : of === 'stage' ? stage : undefined;
    return {
      code: named?.code ?? '',
      name: named?.name ?? '',
      class: of === 'group' ? (group?.class ?? '') : '',
      business: of === 'group' ? (group?.business ?? '') : '',
      before: add((pair) => pair.before),
      after: add((pair) => pair.after),
      stage: urlCode(stages.find((s) => s.stage === worst)?.code ?? ''),
      late,
    };
  };
}

/** How a question names the clocks over several stages. */
const urlCode = (code: string): string =>
  code === 'whole' ? 'whole-process' : code === 'utilitySum' ? 'utility-sum' : code;
