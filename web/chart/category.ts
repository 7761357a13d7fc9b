import type { EChartsType } from './echarts.ts';

/** Index of the category under a point of the chart, −1 outside every plot area. */
export function categoryAt(chart: EChartsType | null, x: number, y: number): number {
  const grids = (chart?.getOption()['grid'] as unknown[] | undefined)?.length ?? 0;
  for (let gridIndex = 0; gridIndex < grids; gridIndex++) {
    if (!chart?.containPixel({ gridIndex }, [x, y])) continue;
    const [category] = chart.convertFromPixel({ gridIndex }, [x, y]) as number[];
    return category ?? -1;
  }
  return -1;
}
