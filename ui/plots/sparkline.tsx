import type { Corner } from '../api/comparison.js';

/** Size of the drawing, in its own units. */
const width = 96;
const height = 22;

/** A small step line; it says in words where it begins and ends. @param label what its scores are */
export function Sparkline({ corners, label }: { corners: readonly Corner[]; label: string }) {
  const [[from] = [0], [to] = [0]] = [corners[0], corners.at(-1)];
  const scores = corners.map(([, score]) => score);
  const low = Math.min(...scores);
  const span = Math.max(...scores) - low || 1;
  const x = (at: number) => (to > from ? ((at - from) / (to - from)) * width : width).toFixed(1);
  const y = (score: number) => (height - 2 - ((score - low) / span) * (height - 4)).toFixed(1);
  const points = corners.map(([at, score], index) => `${x(at)},${y(scores[index - 1] ?? score)} ${x(at)},${y(score)}`);
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
