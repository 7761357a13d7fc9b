/** The demo's units: invented names, explicit parents, a province code that is no prefix of its cities' codes. */
export type DemoUnit = { code: string; name: string; parent: string | null };
export type County = DemoUnit & { city: string; weight: number };
export type Size = 'county' | 'city';

const PROVINCE: DemoUnit = { code: '10001', name: '示范省', parent: null };

const CITIES: Readonly<Record<string, readonly string[]>> = {
  桐川市: ['河东县', '西关县', '青林县', '桐川市区', '柳泉县', '安定县'],
  澄湖市: ['城南县', '芦湾县', '澄湖市区', '湖口县', '双溪县', '白鹭县'],
  平澜市: ['河口县', '石桥县', '平澜市区', '长堤县', '沙洲县', '永宁县'],
  望海市: ['望海市区', '港北县', '南礁县', '盐场县', '金沙县', '鹿角县'],
  东渚市: ['北港县', '云台县', '东渚市区', '竹溪县', '梅岭县', '清源县'],
};

/** Cases a year and the cities' counties in play (domain §5: county 6,000, city 52,000 assessed cases a year). */
const SIZES: Readonly<Record<Size, { casesPerYear: number; cities: number; counties: number }>> = {
  county: { casesPerYear: 6_000, cities: 5, counties: 2 },
  city: { casesPerYear: 52_000, cities: 5, counties: 6 },
};

export type Province = { units: DemoUnit[]; counties: County[]; casesPerYear: number };

export function province(size: Size): Province {
  const { casesPerYear, cities, counties: perCity } = SIZES[size];
  const units: DemoUnit[] = [PROVINCE];
  const counties: County[] = [];
  Object.entries(CITIES)
    .slice(0, cities)
    .forEach(([name, names], i) => {
      const city = { code: `${334 + 7 * i}01`, name, parent: PROVINCE.code };
      units.push(city);
      names.slice(0, perCity).forEach((county, j) => {
        const unit = { code: `${334 + 7 * i}${String(10 + j)}`, name: county, parent: city.code };
        units.push(unit);
        counties.push({ ...unit, city: name, weight: weightOf(county, j) });
      });
    });
  return { units, counties, casesPerYear };
}

/** City districts are large; one county is small enough for chance to rule its rates. */
function weightOf(name: string, position: number): number {
  if (name.endsWith('市区')) return 2.4;
  if (name === '云台县') return 0.35;
  return [1.2, 0.9, 1, 1.1, 0.7, 0.8][position] ?? 1;
}
