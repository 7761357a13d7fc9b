import type { Route } from './route.ts';
import { accountManagerRoute } from './routes/account-manager.ts';
import { annotationsRoute } from './routes/annotations.ts';
import { branchesRoute } from './routes/branches.ts';
import { bridgeRoute } from './routes/bridge.ts';
import { calendarsRoute } from './routes/calendars.ts';
import { caseRoute } from './routes/case.ts';
import { casesRoute } from './routes/cases.ts';
import { complianceRateRoute } from './routes/compliance-rate.ts';
import { crossTableRoute } from './routes/cross-table.ts';
import { complaintsRoute } from './routes/complaints.ts';
import { correctionsRoute } from './routes/corrections.ts';
import { deliveriesRoute } from './routes/deliveries.ts';
import { dueListRoute } from './routes/due-list.ts';
import { dutyRoute } from './routes/duty.ts';
import { exportRoute } from './routes/export.ts';
import { flagsRoute } from './routes/flags.ts';
import { firmsRoute } from './routes/firms.ts';
import { handOffRoute } from './routes/hand-off.ts';
import { heatMapRoute } from './routes/heat-map.ts';
import { importsRoute } from './routes/imports.ts';
import { measureFiguresRoute } from './routes/measure-figures.ts';
import { scoresRoute } from './routes/scores.ts';
import { metricsDictionaryRoute } from './routes/metrics-dictionary.ts';
import { openStockRoute } from './routes/open-stock.ts';
import { processMapRoute } from './routes/process-map.ts';
import { quarantineRoute } from './routes/quarantine.ts';
import { reliabilityRoute } from './routes/reliability.ts';
import { responsibilityRoute } from './routes/responsibility.ts';
import { rateChangeRoute } from './routes/rate-change.ts';
import { ruleDraftsRoute } from './routes/rule-drafts.ts';
import { rulesRoute } from './routes/rules.ts';
import { satisfactionRoute } from './routes/satisfaction.ts';
import { satisfactionWaitRoute } from './routes/satisfaction-wait.ts';
import { shiftsRoute } from './routes/shifts.ts';
import { sourcesRoute } from './routes/sources.ts';
import { spectrumRoute } from './routes/spectrum.ts';
import { deadlineHuggingRoute } from './routes/deadline-hugging.ts';
import { stageClassesRoute } from './routes/stage-classes.ts';
import { stageOpenRoute } from './routes/stage-open.ts';
import { stageDistributionRoute } from './routes/stage-distribution.ts';
import { stageStripRoute } from './routes/stage-strip.ts';
import { stageUnitsRoute } from './routes/stage-units.ts';
import { suspensionsRoute } from './routes/suspensions.ts';
import { timeToFinishRoute } from './routes/time-to-finish.ts';
import { trendRoute } from './routes/trend.ts';
import { trialsRoute } from './routes/trials.ts';
import { variantsRoute } from './routes/variants.ts';
import { xmrRoute } from './routes/xmr.ts';
import { uploadsRoute } from './routes/uploads.ts';
import { whatIfRoute } from './routes/what-if.ts';

/** Every question the server answers, in the order of /docs. */
export const WORDS: readonly Route[] = [
  sourcesRoute,
  openStockRoute,
  complianceRateRoute,
  stageStripRoute,
  timeToFinishRoute,
  trendRoute,
  xmrRoute,
  dueListRoute,
  satisfactionRoute,
  satisfactionWaitRoute,
  complaintsRoute,
  stageDistributionRoute,
  stageUnitsRoute,
  stageClassesRoute,
  stageOpenRoute,
  deadlineHuggingRoute,
  processMapRoute,
  responsibilityRoute,
  handOffRoute,
  heatMapRoute,
  variantsRoute,
  shiftsRoute,
  spectrumRoute,
  reliabilityRoute,
  firmsRoute,
  whatIfRoute,
  branchesRoute,
  rateChangeRoute,
  suspensionsRoute,
  bridgeRoute,
  crossTableRoute,
  accountManagerRoute,
  casesRoute,
  caseRoute,
  dutyRoute,
  deliveriesRoute,
  exportRoute,
  rulesRoute,
  calendarsRoute,
  flagsRoute,
  ruleDraftsRoute,
  trialsRoute,
  metricsDictionaryRoute,
  measureFiguresRoute,
  scoresRoute,
  importsRoute,
  quarantineRoute,
  uploadsRoute,
  annotationsRoute,
  correctionsRoute,
];
