import { dayOf, parseDate } from '../jobs/clock/day.ts';
import { limitsFor } from '../jobs/clock/limits.ts';
import type { RuleSet } from '../jobs/clock/rule-set.ts';
import type { WorkCalendar } from '../jobs/clock/work-calendar.ts';
import { changeOfRate, type Side, type Stratum } from '../jobs/statistics/change-of-rate.ts';
import { decidedWithin, type Decided, type rateChange } from '../sql/read/rate-change.ts';

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

/** What stands behind a part, where it is not the overdue cases. */
const LISTS: Record<string, 'exempted' | 'suspended'> = { exemption: 'exempted', suspension: 'suspended' };

/** Adds what moved the rate: the parts add up to the change. */
export function withParts(read: Read, by: { chosen: RuleSet; calendar: WorkCalendar }) {
  const { basis, kind, kinds, against, known, before, after } = read;
  const cells = cellsOf(read, by.chosen, by.calendar);
  const sum = (pick: (cell: Cell) => Side): Side =>
    cells.reduce((s, cell) => ({ n: s.n + pick(cell).n, hits: s.hits + pick(cell).hits }), { n: 0, hits: 0 });
  const [old, recent] = [sum((c) => c.judged.before), sum((c) => c.judged.after)];
  const out = exemptedCounts(read);
  const told = basis.exempted === 'out';
  const counts = ({ n, hits }: Side, exempted: number) => ({ n: n - (told ? exempted : 0), met: hits });
  const [was, is] = [counts(old, out.before.all), counts(recent, out.after.all)];
  const reply = { basis, kind, kinds, against, before: { ...before, ...was }, after: { ...after, ...is } };
  const exemption = { before: out.before.all, after: out.after.all };
  if (!known || was.n === 0 || is.n === 0)
    return { ...reply, change: null, exemption: { ...exemption, effect: 0 }, parts: [] };

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
  const exempting = exemptionEffects(out, old, recent);
  const described = describe(read, cells, told);
  const part = <P extends string>(name: P, of: 'unit' | 'stage' | 'group', effects: ReadonlyMap<string, number>) => ({
    part: name,
    effect: [...effects.values()].reduce((a, b) => a + b, 0),
    details: [...effects]
      .filter(([, effect]) => Math.abs(effect) > 1e-12)
      .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
      .map(([key, effect]) => ({ of, effect, ...described(of, key, LISTS[name] ?? 'overdue') })),
  });
  return {
    ...reply,
    change: is.met / is.n - was.met / was.n,
    exemption: { ...exemption, effect: [...exempting.values()].reduce((a, b) => a + b, 0) },
    parts: [
      part('mix', 'group', moved.mix),
      part('stage', 'stage', moved.stage),
      part('unit', 'unit', moved.unit),
      part('rules', 'unit', rules),
      part('suspension', 'unit', suspension),
      part('exemption', 'unit', told ? exempting : new Map<string, number>()),
      part('interaction', 'unit', moved.interaction),
    ],
  };
}

function cellsOf(
  { strata, suspended, groups, stages, before, after, zone }: Read,
  set: RuleSet,
  calendar: WorkCalendar,
): Cell[] {
  const limits = limitsOfBoth(set, { stages, groups, before, after });
  const held = { before: rescued(suspended.before, zone, calendar), after: rescued(suspended.after, zone, calendar) };
  return [...new Set([...strata.before.keys(), ...strata.after.keys()])].map((key) => {
    const [old, recent] = [strata.before.get(key), strata.after.get(key)];
    const { unit, stage, grp } = (recent ?? old)!;
    const { was, is } = limits(stage, grp);
    const judged = { before: sideOf(old), after: sideOf(recent) };
    const same = was === null || is === null || was.unit !== is.unit || was.value === is.value;
    const rules = same ? judged.after : sideOf(recent, was.value);
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

/** The limits of a stage and group in both periods, looked up once for all units. */
function limitsOfBoth(
  set: RuleSet,
  { stages, groups, before, after }: Pick<Read, 'stages' | 'groups' | 'before' | 'after'>,
) {
  const found = new Map(
    stages.map(({ stage, code }) => {
      const [old, recent] = [before, after].map(({ to }) => limitsFor(set, code, parseDate(`${to}-15`)));
      const of = (all: typeof old, customerClass: string) =>
        all?.find((limit) => limit.class === customerClass) ?? all?.find((limit) => limit.class === '') ?? null;
      return [
        stage,
        new Map(groups.map(({ grp, class: own }) => [grp, { was: of(old, own), is: of(recent, own) }])),
      ] as const;
    }),
  );
  return (stage: number, grp: number) => found.get(stage)?.get(grp) ?? { was: null, is: null };
}

/** Decided clocks and met ones: as judged, or by a limit in days. */
function sideOf(decided: Decided | undefined, limit?: number): Side {
  if (decided === undefined) return { n: 0, hits: 0 };
  return { n: decided.n, hits: limit === undefined ? decided.met : decidedWithin(decided, limit) };
}

/** Days each suspended clock would have used had the suspended working days counted, by stratum. */
function rescued(rows: Read['suspended']['after'], zone: string, calendar: WorkCalendar): Map<string, number[]> {
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

type Exempting = { all: number; byUnit: Map<string, number> };

/** Late clocks taken out on each side, in all and by unit. */
function exemptedCounts({ exempted }: Read): { before: Exempting; after: Exempting } {
  const side = (counts: ReadonlyMap<string, number>): Exempting => {
    const byUnit = new Map<string, number>();
    for (const [key, n] of counts) {
      const unit = key.slice(0, key.indexOf('|'));
      byUnit.set(unit, (byUnit.get(unit) ?? 0) + n);
    }
    return { all: [...byUnit.values()].reduce((a, b) => a + b, 0), byUnit };
  };
  return { before: side(exempted.before), after: side(exempted.after) };
}

/** By unit: what taking clocks out adds to the rate after, less what it adds before; each clock taken out has an equal share. */
function exemptionEffects(out: ReturnType<typeof exemptedCounts>, old: Side, recent: Side): Map<string, number> {
  const gain = ({ n, hits }: Side, all: number) => (n === all ? 0 : hits / (n - all) - hits / n);
  const effects = new Map<string, number>();
  const add = ({ all, byUnit }: Exempting, side: Side, sign: 1 | -1) => {
    for (const [unit, n] of byUnit)
      if (n > 0) effects.set(unit, (effects.get(unit) ?? 0) + (sign * gain(side, all) * n) / all);
  };
  add(out.after, recent, 1);
  add(out.before, old, -1);
  return effects;
}

/** Names and counts of what a part is made of, and the list of cases behind it. `told`: the rates are told after exemptions. */
function describe({ units, stages, groups, exempted, suspended }: Read, cells: readonly Cell[], told: boolean) {
  const heldIn = new Map<string, number>();
  for (const { unit, stage, grp } of suspended.after) {
    const key = `${unit}|${stage}|${grp}`;
    heldIn.set(key, (heldIn.get(key) ?? 0) + 1);
  }
  const behind = ({ key, judged }: Cell, list: 'overdue' | 'exempted' | 'suspended'): number => {
    const out = exempted.after.get(key) ?? 0;
    if (list === 'exempted') return out;
    return list === 'suspended' ? (heldIn.get(key) ?? 0) : judged.after.n - judged.after.hits - (told ? out : 0);
  };
  const by = { unit: gathered(cells, 'unit'), stage: gathered(cells, 'stage'), group: gathered(cells, 'grp') };
  const named = {
    unit: new Map(units.map((u) => [String(u.unit), { ...NAMELESS, code: u.code, name: u.name }])),
    stage: new Map(stages.map((s) => [String(s.stage), { ...NAMELESS, code: s.code, name: s.name }])),
    group: new Map(groups.map((g) => [String(g.grp), { ...NAMELESS, class: g.class, business: g.business }])),
  };
  const asked = new Map(stages.map((s) => [s.stage, { ...s, code: urlCode(s.code) }]));
  const classOf = new Map(groups.map((g) => [g.grp, g.class]));
  /** A stage that does not decide over all kinds of cases has a list for each class it decides over. */
  const classBehind = ({ stage, grp }: Cell) =>
    asked.get(stage)!.groups.size < groups.length ? classOf.get(grp)! : null;
  return (of: 'unit' | 'stage' | 'group', key: string, list: 'overdue' | 'exempted' | 'suspended') => {
    const [before, after] = [
      { n: 0, met: 0 },
      { n: 0, met: 0 },
    ];
    const lists = new Map<string, { cell: Cell; n: number }>();
    for (const cell of by[of].get(key) ?? []) {
      before.n += cell.judged.before.n;
      before.met += cell.judged.before.hits;
      after.n += cell.judged.after.n;
      after.met += cell.judged.after.hits;
      const which = `${cell.stage} ${classBehind(cell) ?? ''}`;
      const known = lists.get(which);
      if (known === undefined) lists.set(which, { cell, n: behind(cell, list) });
      else known.n += behind(cell, list);
    }
    const most = [...lists.values()].sort((a, b) => b.n - a.n)[0];
    return {
      ...(named[of].get(key) ?? NAMELESS),
      before,
      after,
      behind: {
        list,
        stage: most === undefined ? '' : asked.get(most.cell.stage)!.code,
        class: most === undefined ? null : classBehind(most.cell),
        n: most?.n ?? 0,
      },
    };
  };
}

const NAMELESS = { code: '', name: '', class: '', business: '' };

function gathered(cells: readonly Cell[], name: 'unit' | 'stage' | 'grp'): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const own = groups.get(String(cell[name]));
    if (own === undefined) groups.set(String(cell[name]), [cell]);
    else own.push(cell);
  }
  return groups;
}

/** How a question names the clocks over several stages. */
const urlCode = (code: string): string =>
  code === 'whole' ? 'whole-process' : code === 'utilitySum' ? 'utility-sum' : code;
