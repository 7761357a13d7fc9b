import type { EChartsCoreOption } from 'echarts/core';

/** What an `option.ts` of a panel makes: plain data. */
export type ChartOption = EChartsCoreOption;
