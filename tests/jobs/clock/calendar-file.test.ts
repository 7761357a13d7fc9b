import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { calendarYears, type Announced } from '../../../jobs/clock/calendars/write.ts';

it('the calendar file says what chinese-days says (vitest -u writes it anew)', async () => {
  const packaged = new URL('../../../node_modules/chinese-days/dist/chinese-days.json', import.meta.url);
  const announced = JSON.parse(readFileSync(packaged, 'utf8')) as Announced;
  const file = {
    version: '2026',
    name: '国务院办公厅节假日安排，至 2026 年',
    notation: 'MM-DD 或 MM-DD/MM-DD 放假，+MM-DD 调休上班',
    first: 2004,
    last: 2026,
    years: calendarYears(announced),
  };
  await expect(`${JSON.stringify(file, null, 2)}\n`).toMatchFileSnapshot('../../../jobs/clock/calendars/cn-2026.json');
});
