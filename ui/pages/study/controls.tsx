interface ScaleSwitchProps {
  readonly isLog: boolean;
  /** Whether all scores are greater than 0. */
  readonly canBeLog: boolean;
  readonly onChange: (isLog: boolean) => void;
}

/** Switches the scale of scores. */
export function ScaleSwitch({ isLog, canBeLog, onChange }: ScaleSwitchProps) {
  return (
    <label class="field">
      <input
        type="checkbox"
        checked={isLog}
        disabled={!canBeLog}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      logarithmic scores
    </label>
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
