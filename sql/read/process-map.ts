import type { Db } from '../database.ts';
import { cubeRows, decided, tally } from '../read-ground/cube.ts';
import { countAt, entry, flowPending, visitFlow } from '../read-ground/flow.ts';
import { groundOf, type Question } from '../read-ground/ground.ts';
import type { Scope } from '../scope.ts';
import { OWNERS, type Instant } from '../vocabulary.ts';

type Link = { from: number; to: number; back: boolean; n: number; days: number[] };

/** Stages as nodes with their clocks and times, and the ways cases took between them. `days` are counts by working days. */
export async function processMap(db: Db, scope: Scope, question: Question, now: Instant) {
  const g = await groundOf(db, scope, { ...question, stage: undefined }, now);
  const { from, to } = g.basis;
  const units = [g.unit.unit];
  const links = new Map<string, Link>();
  const time = new Map<number, { wait: number; work: number }>();
  let cases = 0;
  await visitFlow(db, g, { units, kinds: ['case', 'link', 'wait', 'work'], from, to }, (c) => {
    if (c.kind === 'case') cases += c.n;
    else if (c.kind === 'link') {
      const link = entry(links, `${c.a} ${c.b} ${c.c}`, () => ({
        ...{ from: c.a, to: c.b, back: c.c === 1, n: 0 },
        days: [],
      }));
      link.n += c.n;
      countAt(link.days, c.days, c.n);
    } else {
      const spent = entry(time, c.c, () => ({ wait: 0, work: 0 }));
      spent[c.kind === 'wait' ? 'wait' : 'work'] += c.n * c.days;
    }
  });
  const rows = await cubeRows(db, g, { units, stages: g.stages.map((s) => s.stage), from, to });
  const visits = (stage: number, end: 'from' | 'to') =>
    [...links.values()].reduce((sum, link) => sum + (link[end] === stage ? link.n : 0), 0);
  const code = new Map(g.stages.map((s) => [s.stage, s.code]));
  return {
    basis: g.basis,
    dataDay: g.dataDay,
    pending: await flowPending(db, g.origin),
    cases,
    nodes: g.stages.map(({ stage, code, name, owner, assessed }) => {
      const t = tally(
        rows.filter((row) => row.stage === stage),
        g.groups,
      );
      return {
        stage: code,
        name,
        owner: OWNERS[owner]!,
        assessed,
        clocks: t.n,
        visits: Math.max(visits(stage, 'from'), visits(stage, 'to')),
        decided: decided(t),
        late: t.late,
        days: t.days,
        waitDays: time.get(stage)?.wait ?? 0,
        workDays: time.get(stage)?.work ?? 0,
      };
    }),
    links: [...links.values()].map((link) => ({ ...link, from: code.get(link.from)!, to: code.get(link.to)! })),
  };
}
