import { useMemo, useState } from 'preact/hooks';
import { PairChoice, pairOf } from '../../parts/pair-choice.js';
import { frontOption, frontPoints } from '../../plots/front-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import type { SectionProps } from './study-content.js';
import { useTrialLink } from './use-trial-link.js';

/** The trials by two of several objectives, and the front. */
export function FrontSection({ view: { trials }, summary, scoring: { goals } }: SectionProps) {
  const theme = useTheme();
  const [names, setNames] = useState<readonly string[]>([]);
  const pair = useMemo(() => pairOf(goals, names), [goals, names]);
  // The front is the same one as long as nothing joins it, but each reading brings a new document of it.
  const key = JSON.stringify(summary.front?.map(({ number }) => number) ?? []);
  const front = useMemo(() => new Set<number>(JSON.parse(key)), [key]);
  const option = useMemo(
    () => pair && frontOption(frontPoints(trials, pair, front), pair, goals.length === 2, theme),
    [trials, pair, front, goals, theme],
  );
  const onReady = useTrialLink(summary.study, 2);
  if (!pair || !option) return <p>A front takes two objectives; this study has one.</p>;
  const text = `${front.size} of ${trials.length} trials are on the front of ${goals.map(({ name }) => name).join(', ')}. The table of trials has the numbers.`;
  return (
    <Plot title="Pareto front" summary={text} option={option} height={480} onReady={onReady}>
      {goals.length > 2 && <PairChoice all={goals} pair={pair} onChange={setNames} />}
    </Plot>
  );
}
