import { arcsineError, funnelLimits, zScore } from './funnel.ts';
import { overDispersion } from './over-dispersion.ts';

/** Cases of a unit, and how many of them show each sign. */
export type Signed = { n: number; signs: readonly number[] };
/** One sign of a unit beside its peers: their share together and the range 99.8 % of such units lie in. */
export type SignShare = { hits: number; share: number | null; peers: number; high: number; beyond: boolean };
/** `check`: enough cases and at least two signs beyond their peers' range. */
export type Assessed<U extends Signed> = { unit: U; signs: SignShare[]; check: boolean };

const LEVEL = 0.998;
/** Cases a unit needs before anything is said of it. */
const LEAST_N = 50;
/** Signs that must lie beyond the range together: one alone has too many harmless causes. */
const SIGNS_ASKED = 2;

/** Every unit against all others: a sign counts where its share lies above the range of 99.8 % of its peers. */
export function assess<U extends Signed>(units: readonly U[]): Assessed<U>[] {
  const rated = units.filter((unit) => unit.n >= LEAST_N);
  const signs = units[0]?.signs.length ?? 0;
  const places = Array.from({ length: signs }, (_, place) => place);
  const total = rated.reduce((sum, unit) => sum + unit.n, 0);
  const hits = places.map((place) => rated.reduce((sum, unit) => sum + unit.signs[place]!, 0));
  return units.map((unit) => {
    const own = rated.includes(unit);
    const shares = places.map((place): SignShare => {
      const n = total - (own ? unit.n : 0);
      // Half a case stands for none: a sign nobody else shows is rare, not impossible.
      const peers = n === 0 ? 0 : Math.max(hits[place]! - (own ? unit.signs[place]! : 0), 0.5) / n;
      const others = rated.filter((peer) => peer !== unit).map((peer) => ({ n: peer.n, hits: peer.signs[place]! }));
      const z = others.map((peer) => zScore(peer, peers)!);
      const { between } = overDispersion(
        z,
        others.map((peer) => arcsineError(peer.n)),
      );
      const { high } = unit.n === 0 ? { high: 1 } : funnelLimits(unit.n, peers, LEVEL, between);
      const share = unit.n === 0 ? null : unit.signs[place]! / unit.n;
      return { hits: unit.signs[place]!, share, peers, high, beyond: own && others.length > 1 && share! > high };
    });
    return { unit, signs: shares, check: shares.filter((sign) => sign.beyond).length >= SIGNS_ASKED };
  });
}
