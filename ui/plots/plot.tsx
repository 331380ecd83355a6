import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { init } from './echarts.js';
import { SaveButtons } from './save-buttons.js';

interface PlotProps {
  readonly title: string;
  /** What the plot says, for those who do not see it. */
  readonly summary: string;
  readonly option: EChartsCoreOption;
  /** Pixels that it needs; where there are fewer, it scrolls sideways. */
  readonly minWidth?: number;
  /** Pixels that it needs from top to bottom, where the height of most plots does not do. */
  readonly height?: number;
  /** What belongs to the plot: switches above it. */
  readonly children?: ComponentChildren;
  /** Called once, to listen to what happens in the plot; with the same identity as long as the plot lives. */
  readonly onReady?: (chart: EChartsType) => void;
}

/** A figure drawn by ECharts; what it shows changes with `option`. */
export function Plot({ title, summary, option, minWidth = 0, height, children, onReady }: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  useEffect(() => {
    if (!frame.current) return undefined;
    const made = init(frame.current, undefined, { renderer: 'canvas' });
    chart.current = made;
    onReady?.(made);
    const resizing = new ResizeObserver(() => made.resize());
    resizing.observe(frame.current);
    return () => {
      resizing.disconnect();
      // Thousands of points are painted frame by frame: the next frame would look for a plot that is gone.
      made.clear();
      made.getZr().flush();
      made.dispose();
    };
  }, [onReady]);
  useEffect(() => {
    chart.current?.setOption(option, { replaceMerge: ['series'] });
  }, [option]);
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        {children}
        <SaveButtons title={title} chart={chart} />
      </figcaption>
      <section class="scroll" {...(minWidth > 0 && reachable(title))}>
        <div
          class="plot"
          ref={frame}
          role="img"
          style={{ minWidth: `${minWidth}px`, ...(height !== undefined && { height: `${height}px` }) }}
          aria-label={`${title}: ${summary}`}
        />
      </section>
    </figure>
  );
}

/** What scrolls must be reached by the keyboard, and have a name there. */
function reachable(title: string) {
  return { tabIndex: 0, 'aria-label': title };
}
