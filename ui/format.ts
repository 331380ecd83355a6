import type { StudySummary } from '../shared/study/document.js';

/** A number as people read it: five significant digits. */
export function formatNumber(value: number): string {
  const short = Number(value.toPrecision(5));
  const isPlain = short === 0 || (Math.abs(short) >= 1e-3 && Math.abs(short) < 1e6);
  return isPlain || Number.isInteger(value) ? String(short) : short.toExponential();
}

/** A hyperparameter or a metric; what is undefined does not apply. */
export function formatValue(value: string | number | boolean | null | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

/** `1 h 02 min`, `3 min 20 s`, `12 s`, `0.45 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toPrecision(2))} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const padded = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours} h ${padded(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${padded(whole % 60)} s` : `${whole} s`;
}

/** `2026-11-24 23:26`, in the time zone of the browser. @param time milliseconds since 1970 */
export function formatTime(time: number): string {
  return new Date(time).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}

/** With so many digits that two count. */
export function formatDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  return `$${dollars.toFixed(Math.max(2, 1 - Math.floor(Math.log10(dollars))))}`;
}

/** What is spent of each limit of the budget: `12 of 20 trials`; without limits the trials alone. */
export function formatSpent({ spent, budget }: Pick<StudySummary, 'spent' | 'budget'>): string {
  const parts = [
    budget.trials !== undefined && `${spent.trials} of ${budget.trials} trials`,
    budget.epochs !== undefined && `${spent.epochs} of ${budget.epochs} epochs`,
    budget.seconds !== undefined && `${formatSeconds(spent.seconds)} of ${formatSeconds(budget.seconds)}`,
    budget.dollars !== undefined && `${formatDollars(spent.dollars)} of ${formatDollars(budget.dollars)}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(', ') : `${spent.trials} trials`;
}

/** `512 B`, `1.2 kB`, `34 MB`: by powers of 1000. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(2))} ${units[power]}`;
}
