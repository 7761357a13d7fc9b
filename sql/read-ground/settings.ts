import { sql } from 'kysely';
import { keptPlan, type Db } from '../database.ts';
import type { Ground } from './ground.ts';
import { keepingOfSource } from './keeping.ts';
import { lastDayOf } from './month.ts';

/** What a customer sets for the comparison of units and for scores; what is not set stands at its default. */
export type Settings = {
  /** Fewest decided cases, or opinions, a unit is compared by. */
  minimum: number;
  /** Fewest decided clocks a cell of the heat map tells a rate of. */
  cellMinimum: number;
  /** Largest share of undecidable cases. */
  gate: number;
  /** 考核名次: weights of shares; a figure a unit does not have is left out and the weights rescaled. */
  formula: Partial<Record<RankFigure, number>>;
  /** 地区性质 by unit code; it holds for what lies below too, unless set there. */
  natures: Record<string, string>;
  /** What makes a score 得分 of a figure and its target; null: no customer has said, and no score is shown. */
  score: ScoreFormula | null;
};

/** Shares of a target's points; see jobs/measures/score.ts. */
export type ScoreFormula = { target: number; challenge: number; short: number; least: number };

/** Shares a rank may be made of: 达标率, 按业务结构调整后, and of the open cases those not overdue. */
export const RANK_FIGURES = ['rate', 'adjusted', 'open'] as const;
export type RankFigure = (typeof RANK_FIGURES)[number];

/** Names of the settings, as they are set and stored. */
export const SETTINGS = {
  minimum: 'minimum',
  'cell-minimum': 'cellMinimum',
  gate: 'gate',
  'rank-formula': 'formula',
  'area-nature': 'natures',
  'score-formula': 'score',
} as const;
export type SettingName = keyof typeof SETTINGS;

export const DEFAULT_SETTINGS: Settings = {
  minimum: 50,
  cellMinimum: 30,
  gate: 0.05,
  formula: { rate: 1 },
  natures: {},
  score: null,
};

/** The settings in force on the last day of a question's period that the data covers. */
export function settingsFor(
  db: Db,
  g: Pick<Ground, 'origin' | 'stamp' | 'dataDay' | 'basis'>,
): Promise<Readonly<Settings>> {
  const end = lastDayOf(g.basis.to);
  const day = end < g.dataDay ? end : g.dataDay;
  return kept(g, [day], () => settingsOn(db, g.origin, day));
}

const kept = keepingOfSource<Settings>(100);

async function settingsOn(db: Db, origin: number, day: string): Promise<Settings> {
  const { rows } = await sql<{ name: SettingName; value: never }>`
    select ${keptPlan} distinct on (name) name, value from setting
    where origin = ${origin} and valid_from <= ${day}::date
    order by name, valid_from desc, set_at desc`.execute(db);
  const set = Object.fromEntries(
    rows.flatMap(({ name, value }) => (name in SETTINGS ? [[SETTINGS[name], value]] : [])),
  );
  return { ...DEFAULT_SETTINGS, ...set };
}
