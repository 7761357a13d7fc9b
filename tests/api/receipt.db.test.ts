import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { AccountManagerReply } from '../../api/contract/account-manager.ts';
import type { CasesReply } from '../../api/contract/cases.ts';
import type { OpenStockReply } from '../../api/contract/open-stock.ts';
import type { ResponsibilityReply } from '../../api/contract/responsibility.ts';
import type { SourcesReply } from '../../api/contract/sources.ts';
import type { TrendReply } from '../../api/contract/trend.ts';
import { RULE_SETS } from '../../jobs/clock/rule-set.ts';
import { countFlow } from '../../jobs/flow/count-flow.ts';
import { saveRuleSets } from '../../sql/write/rule-sets.ts';
import { freshDatabase } from '../database.ts';
import { appOf, ask, importInto } from './demo-province.ts';

const LOG = join(import.meta.dirname, '../../../shared/logs/receipt.xes.gz');

it.skipIf(!existsSync(LOG))('shows the receipt log: its cases, and those late by the deadlines it gives', async () => {
  const connection = await freshDatabase();
  const app = await appOf(connection);
  try {
    await saveRuleSets(connection.db, RULE_SETS);
    await importInto(connection, LOG, 'receipt');
    const { sources } = await ask<SourcesReply>(app, 'sources');
    expect(sources[0]!.cases).toBe(1434);
    const whole = { from: sources[0]!.firstMonth!, to: sources[0]!.lastMonth! };
    const stock = await ask<OpenStockReply>(app, 'open-stock', whole);
    expect(stock.overdue).toBe(39);
    const list = await ask<CasesReply>(app, 'cases', { population: 'open', status: 'overdue' });
    expect(list.total).toBe(39);
    expect(stock.flow.closing).toBe(stock.total);
    // One time per event: how long a case waited to be accepted is not known, and not 0.
    await countFlow(connection.pool, 1);
    const { departments } = await ask<ResponsibilityReply>(app, 'responsibility', whole);
    expect(departments.length).toBeGreaterThan(1);
    expect(departments.filter(({ waiting }) => waiting !== null)).toEqual([]);
    // Nobody is named as a case's manager: how many are without one is not known, and not all.
    const { rows } = await ask<AccountManagerReply>(app, 'account-manager', whole);
    expect(rows.map(({ open, openWithout }) => [open > 0, openWithout])).toContainEqual([true, null]);
    const trend = await ask<TrendReply>(app, 'trend', whole);
    const late = trend.months.reduce((n, m) => n + m.other.n - m.other.met, 0);
    const ended = await ask<CasesReply>(app, 'cases', { ...whole, population: 'ended', verdict: 'overdue' });
    expect({ late, listed: ended.total }).toEqual({ late: 377, listed: 377 });
  } finally {
    await app.close();
    await connection.close();
  }
});
