import type { DemoUnit } from '../province.ts';

const CITIES = 21;
const COUNTIES = 183;
const STATIONS = 1_500;

export type Station = { code: string; county: string };

/** The largest province: 1 + 21 + 183 + 1,500 units under invented names; only stations own cases. */
export function referenceTree(): { units: DemoUnit[]; stations: Station[] } {
  const province = { code: '20001', name: '参照省', parent: null };
  const units: DemoUnit[] = [province];
  const stations: Station[] = [];
  const add = (code: string, name: string, parent: string): string => {
    units.push({ code, name, parent });
    return code;
  };
  let county = 0;
  for (let c = 0; c < CITIES; c++) {
    const city = add(`6${two(c)}01`, `参照${two(c + 1)}市`, province.code);
    for (let k = 0; k < share(COUNTIES, CITIES, c); k++, county++) {
      const code = add(`6${two(c)}${10 + k}`, `参照${two(c + 1)}市${two(k + 1)}县`, city);
      for (let s = 0; s < share(STATIONS, COUNTIES, county); s++) {
        const station = add(`${code}${two(s + 1)}`, `${two(k + 1)}县${two(s + 1)}供电所`, code);
        stations.push({ code: station, county: code });
      }
    }
  }
  return { units, stations };
}

/** How many of `all` the i-th of `among` gets. */
const share = (all: number, among: number, i: number) => Math.floor(all / among) + (i < all % among ? 1 : 0);

const two = (n: number) => String(n).padStart(2, '0');
