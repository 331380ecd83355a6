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
