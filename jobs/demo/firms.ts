import type { DemoFirms } from './case.ts';
import type { County } from './province.ts';
import type { Random } from './random.ts';

/** Invented firms; marketing clerks write one and the same in several ways. */
const DESIGN = ['恒源电力设计有限公司', '明光电力勘测设计院有限公司', '远图工程设计有限公司'];
const BUILD = ['鼎盛电力安装有限公司', '众联电气工程有限公司', '华茂建设集团有限公司', '安泰送变电工程有限公司'];
const SUPPLY = ['科瑞电气设备有限公司', '宏达变压器有限公司', '东成开关有限公司'];

export function drawFirms(county: County, random: Random): DemoFirms {
  const city = county.city.slice(0, -1);
  const one = (names: readonly string[]) => written(`${city}${random.pick(names)}`, county, random);
  return { designer: one(DESIGN), builder: one(BUILD), supplier: one(SUPPLY) };
}

function written(name: string, county: County, random: Random): string {
  const way = random.next();
  if (way < 0.08) return name.replace('有限公司', '有限责任公司');
  if (way < 0.14) return `${name}\u3000`;
  if (way < 0.2) return `${name}${county.name}分公司`;
  if (way < 0.24) return name.replace(/^(.{2})(.+)$/, '$2').replace(/有限公司$/, `（${name.slice(0, 2)}）有限公司`);
  if (way < 0.28) return name.replace(/^(.{2})(.+)$/, '$2').replace(/有限公司$/, `(${name.slice(0, 2)})有限公司`);
  return name;
}
