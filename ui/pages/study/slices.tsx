import { useMemo } from 'preact/hooks';
import type { TrialDocument } from '../../../shared/study/document.js';
import type { Goal } from '../../api/objective.js';
import { Plot } from '../../plots/plot.js';
import { type SliceAxis, sliceAxesOf } from '../../plots/slice-axis.js';
import { type Age, agesOf, sliceOption, slicePoints } from '../../plots/slice-option.js';
import { useTheme } from '../../plots/theme.js';
import { ScoringControls } from './controls.js';
import type { SectionProps } from './study-content.js';
import { useTrialLink } from './use-trial-link.js';

/** Scores against each hyperparameter, a plot each. */
export function SlicesSection({ view: { trials, parameters }, summary: { study }, scoring }: SectionProps) {
  const theme = useTheme();
  const { goal, isLog } = scoring;
  const axes = useMemo(() => sliceAxesOf(parameters), [parameters]);
  const ages = useMemo(() => agesOf(trials, theme), [trials, theme]);
  if (axes.length === 0) return <p>No hyperparameter has a choice yet.</p>;
  return (
    <>
      <ScoringControls scoring={scoring}>
        <AgeLegend ages={ages} />
      </ScoringControls>
      <div class="multiples">
        {axes.map((axis) => (
          <Slice key={axis.name} {...{ study, axis, trials, goal, ages, isLog }} />
        ))}
      </div>
    </>
  );
}

interface SliceProps {
  readonly study: string;
  readonly axis: SliceAxis;
  readonly trials: readonly TrialDocument[];
  readonly goal: Goal;
  readonly ages: readonly Age[];
  readonly isLog: boolean;
}

function Slice({ study, axis, trials, goal, ages, isLog }: SliceProps) {
  const theme = useTheme();
  const points = useMemo(() => slicePoints(trials, axis, goal), [trials, axis, goal]);
  const option = useMemo(
    () => sliceOption(points, axis, goal, ages, isLog, theme),
    [points, axis, goal, ages, isLog, theme],
  );
  const summary = `${goal.name} of the ${points.length} trials that have it. The table of trials has the numbers.`;
  return <Plot title={axis.name} summary={summary} option={option} onReady={useTrialLink(study, 2)} />;
}

/** Which colour stands for which trials. */
function AgeLegend({ ages }: { ages: readonly Age[] }) {
  return (
    <ul class="legend" aria-label="Colours">
      {ages.map(({ from, to, colour }) => (
        <li key={from}>
          <span class="swatch" style={{ background: colour }} />
          {from === to ? `trial ${from}` : `trials ${from} to ${to}`}
        </li>
      ))}
    </ul>
  );
}
