import { useMemo, useState } from 'preact/hooks';
import type { LegsView } from '../../api/legs-feed.js';
import { useLegs } from '../../api/use-legs.js';
import { Choice } from '../../parts/choice.js';
import { Notice } from '../../parts/notice.js';
import { lanesOf } from '../../plots/lanes.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import { heightOfLanes, timelineOption } from '../../plots/timeline-option.js';
import type { SectionProps } from './study-content.js';
import { useTrialLink } from './use-trial-link.js';

/** Which slot trained what when, run by run. */
export function TimelineSection({ view, summary }: SectionProps) {
  const { value, refusal } = useLegs(summary, view);
  return (
    <>
      <Notice refusal={refusal} />
      {value ? <Timeline study={summary.study} {...value} /> : !refusal && <p role="status">Reading legs …</p>}
    </>
  );
}

function Timeline({ study, legs, at }: LegsView & { study: string }) {
  const theme = useTheme();
  const runs = useMemo(() => [...new Set(legs.map(({ run }) => run))].sort((a, b) => a - b), [legs]);
  const [chosen, setChosen] = useState<number>();
  const run = chosen ?? runs.at(-1);
  const ofRun = useMemo(() => legs.filter((leg) => leg.run === run), [legs, run]);
  const lanes = useMemo(() => lanesOf(ofRun, at), [ofRun, at]);
  const option = useMemo(() => timelineOption(lanes, theme), [lanes, theme]);
  const onReady = useTrialLink(study, 3);
  if (run === undefined) return <p>No leg was handed out yet.</p>;
  const busy = `busy ${(100 * lanes.busy).toFixed(1)} % of the time`;
  const summary = `${ofRun.length} legs in ${lanes.names.length} slots, ${busy}. The page of each trial has its legs as a table.`;
  return (
    <Plot
      title="Timeline"
      summary={summary}
      option={option}
      height={heightOfLanes(lanes.names.length)}
      onReady={onReady}
    >
      {runs.length > 1 && (
        <Choice
          label="Run"
          options={runs.map(String)}
          value={String(run)}
          onChange={(text) => setChosen(Number(text))}
        />
      )}
      <span class="quiet">{`slots were ${busy}`}</span>
    </Plot>
  );
}
