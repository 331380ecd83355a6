/** Size of the drawing, in its own units. */
const width = 96;
const height = 22;

/** A small line over a row's place; it says in words where it begins and ends. @param label what the values are */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length === 0) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number) => (values.length === 1 ? width : (index / (values.length - 1)) * width);
  const y = (value: number) => height - 2 - ((value - low) / span) * (height - 4);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline points={points} />
    </svg>
  );
}
