/** Name of a study that nobody has named: `mnist-20261123-231913`. */
export function nameByTime(tuning: string, now: Date): string {
  const [date, time] = now.toISOString().split('T') as [string, string];
  const safe = tuning.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return `${safe.slice(0, 48) || 'study'}-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}
