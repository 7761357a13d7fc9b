import { getInstanceByDom, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([SVGRenderer]);

/** A drawn chart once more, as SVG of the same size; null where the element holds none. */
export function chartSvg(element: HTMLElement): string | null {
  const drawn = getInstanceByDom(element);
  if (!drawn) return null;
  const size = { width: drawn.getWidth(), height: drawn.getHeight() };
  const again = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    again.setOption({ ...drawn.getOption(), animation: false });
    // The names of fonts come in double quotes, which end the attribute they are written into.
    return again.renderToSVGString().replace(/font-family:[^;]*/g, (family) => family.replaceAll('"', "'"));
  } finally {
    again.dispose();
  }
}
