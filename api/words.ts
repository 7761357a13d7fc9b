import type { Route } from './route.ts';
import { branchesRoute } from './routes/branches.ts';
import { caseRoute } from './routes/case.ts';
import { casesRoute } from './routes/cases.ts';
import { complianceRateRoute } from './routes/compliance-rate.ts';
import { dueListRoute } from './routes/due-list.ts';
import { dutyRoute } from './routes/duty.ts';
import { importsRoute } from './routes/imports.ts';
import { openStockRoute } from './routes/open-stock.ts';
import { quarantineRoute } from './routes/quarantine.ts';
import { satisfactionRoute } from './routes/satisfaction.ts';
import { sourcesRoute } from './routes/sources.ts';
import { stageDistributionRoute } from './routes/stage-distribution.ts';
import { stageStripRoute } from './routes/stage-strip.ts';
import { stageUnitsRoute } from './routes/stage-units.ts';
import { trendRoute } from './routes/trend.ts';

/** Every question the server answers, in the order of /docs. */
export const WORDS: readonly Route[] = [
  sourcesRoute,
  openStockRoute,
  complianceRateRoute,
  stageStripRoute,
  trendRoute,
  dueListRoute,
  satisfactionRoute,
  stageDistributionRoute,
  stageUnitsRoute,
  branchesRoute,
  casesRoute,
  caseRoute,
  dutyRoute,
  importsRoute,
  quarantineRoute,
];
