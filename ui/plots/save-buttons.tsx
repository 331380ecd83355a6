import type { EChartsType } from 'echarts/core';
import type { RefObject } from 'preact';
import { fileName } from '../file-name.js';
import { saveFile } from '../parts/save-file.js';
import { drawSvg } from './draw-svg.js';
import { useTheme } from './theme.js';

/** Pixels of an image for each of the page's. */
const pixelRatio = 2;

interface SaveButtonsProps {
  readonly title: string;
  readonly chart: RefObject<EChartsType | null>;
}

/** Save a plot as it is seen: zoomed, and without what its legend hides. */
export function SaveButtons({ title, chart }: SaveButtonsProps) {
  const { paper } = useTheme();
  const name = () => fileName(`${document.title.replace(/ · Stepladder$/, '')} ${title}`);
  const saveSvg = () => {
    if (!chart.current) return;
    const size = { width: chart.current.getWidth(), height: chart.current.getHeight() };
    const svg = drawSvg(chart.current.getOption(), size, paper);
    saveFile(`${name()}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
  };
  const savePng = () => {
    const canvas = chart.current?.renderToCanvas({ pixelRatio, backgroundColor: paper });
    canvas?.toBlob((image) => image && saveFile(`${name()}.png`, image), 'image/png');
  };
  return (
    <span class="save">
      Save as
      <button type="button" aria-label={`Save ${title} as SVG`} onClick={saveSvg}>
        SVG
      </button>
      <button type="button" aria-label={`Save ${title} as PNG`} onClick={savePng}>
        PNG
      </button>
    </span>
  );
}
