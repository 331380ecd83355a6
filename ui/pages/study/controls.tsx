import type { ComponentChildren } from 'preact';
import { Choice } from '../../parts/choice.js';
import { ScaleSwitch } from '../../parts/scale-switch.js';
import type { Scoring } from './use-scoring.js';

interface ScoringControlsProps {
  readonly scoring: Scoring;
  /** Further controls. */
  readonly children?: ComponentChildren;
}

/** Chooses the score that plots are of, where there are several, and its scale. */
export function ScoringControls({ scoring, children }: ScoringControlsProps) {
  const { goals, goal, chooseGoal, isLog, canBeLog, setWantsLog } = scoring;
  return (
    <div class="controls">
      {goals.length > 1 && (
        <Choice label="Objective" options={goals.map(({ name }) => name)} value={goal.name} onChange={chooseGoal} />
      )}
      <ScaleSwitch isLog={isLog} canBeLog={canBeLog} onChange={setWantsLog} />
      {children}
    </div>
  );
}

/** How many of the trials with a score are kept, the best of them. */
export function Slider({ percent, onChange }: { percent: number; onChange: (percent: number) => void }) {
  return (
    <label class="field">
      the best {percent} %
      <input
        type="range"
        min={1}
        max={100}
        value={percent}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
    </label>
  );
}
