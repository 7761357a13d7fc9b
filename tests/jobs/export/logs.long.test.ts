import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFile } from '../../../jobs/import/import-file.ts';
import { shared } from '../../command.ts';
import { GRID } from '../import/grid.ts';
import { takingPlace } from '../import/taking.ts';
import { roundTrip } from './round-trip.ts';

const LOGS = [
  ...['receipt.csv', 'receipt.xes.gz', 'PurchasingExample.csv', 'Production.xes', 'interval_event_log.csv'],
  ...['BPI_Challenge_2012_W_Two_TS.xes.gz', 'DomesticDeclarations.xes.gz', 'roadtraffic100traces.xes'],
];

describe.each(LOGS)('%s', (log) => {
  const path = join(shared, 'logs', log);
  it.skipIf(!existsSync(path)).each(['csv', 'xes'] as const)('comes back whole as %s', async (format) => {
    const place = await takingPlace(GRID);
    try {
      const report = await importFile(place.context, { path, source: 'log' });
      expect(report.status, report.message).toBe('imported');
      expect(await roundTrip(place, 'log', format, true)).toBeGreaterThan(100);
    } finally {
      await place.close();
    }
  });
});
