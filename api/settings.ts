import Type, { type TSchema } from 'typebox';
import Value from 'typebox/value';
import { RANK_FIGURES, type SettingName } from '../sql/read-ground/settings.ts';

const Weights = Type.Partial(
  Type.Object(Object.fromEntries(RANK_FIGURES.map((figure) => [figure, Type.Number({ exclusiveMinimum: 0 })]))),
  { additionalProperties: false },
);

const Share = Type.Number({ minimum: 0 });
const Score = Type.Object(
  { target: Share, challenge: Share, short: Share, least: Share },
  { additionalProperties: false },
);

/** What each setting of the comparison of units takes. */
const SHAPES: Record<SettingName, { schema: TSchema; takes: string }> = {
  minimum: { schema: Type.Integer({ minimum: 1 }), takes: 'a number of cases, 1 or more' },
  'cell-minimum': { schema: Type.Integer({ minimum: 1 }), takes: 'a number of clocks, 1 or more' },
  gate: { schema: Type.Number({ minimum: 0, maximum: 1 }), takes: 'a share from 0 to 1' },
  'rank-formula': {
    schema: Weights,
    takes: `weights above 0 of ${RANK_FIGURES.join(', ')}, as {"rate": 0.7, "open": 0.3}`,
  },
  'score-formula': {
    schema: Score,
    takes:
      'shares of the points, as {"target": 0.8, "challenge": 1, "short": 0.1, "least": 0}: at the target, at the challenge, lost for each unit short, at least',
  },
  'area-nature': {
    schema: Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 80 })),
    takes: 'a nature for unit codes, as {"33410": "农网"}',
  },
};

/** The value of a setting from its JSON. Throws a RangeError that says what it takes. */
export function settingValue(name: SettingName, json: string): unknown {
  const { schema, takes } = SHAPES[name];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new RangeError(`${name} takes ${takes}`);
  }
  const empty = name === 'rank-formula' && Object.keys(Object(value)).length === 0;
  if (empty || !Value.Check(schema, value)) throw new RangeError(`${name} takes ${takes}`);
  return value;
}
