import { stripVTControlCharacters } from 'node:util';
import type { Value, Values } from '../space/parameter.js';

/** A number as people read it: five significant digits. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const short = Number(value.toPrecision(5));
  return Math.abs(short) < 1e-3 || Math.abs(short) >= 1e6 ? short.toExponential() : String(short);
}

export function formatValue(value: Value | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

export function formatValues(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${formatValue(value)}`)
    .join(' ');
}

/** `val_acc 0.975`, or `val_acc 0.975 latency 12`. @param names as of `scoreNamesOf` */
export function formatScores(names: readonly string[], scores: readonly number[] = []): string {
  return scores.map((score, index) => `${names[index]} ${formatNumber(score)}`).join(' ');
}

/** `1h 02m`, `3m 20s`, `12s`, `0.45s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toPrecision(2))}s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const padded = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours}h ${padded(minutes)}m`;
  return minutes > 0 ? `${minutes}m ${padded(whole % 60)}s` : `${whole}s`;
}

/** Columns as wide as their widest cell; numbers stand right. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const width = (text: string) => stripVTControlCharacters(text).length;
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  const numeric = numericColumns(header, rows);
  const cell = (text: string, column: number) => {
    const gap = ' '.repeat((widths[column] ?? 0) - width(text));
    return numeric[column] ? gap + text : text + gap;
  };
  return all.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

/** A table of GitHub's Markdown; numbers stand right. */
export function formatMarkdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = numericColumns(header, rows).map((isNumeric) => (isNumeric ? '---:' : '---'));
  const escaped = (text: string) => text.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [header.map(escaped), rule, ...rows.map((row) => row.map(escaped))].map(line).join('\n');
}

/** Comma-separated values (RFC 4180, but lines end by a line feed alone); undefined is an empty cell, '' a quoted one. */
export function formatCsv(header: readonly string[], rows: readonly (readonly (Value | undefined)[])[]): string {
  return csvLines(header, rows).join('\n');
}

/** The lines of comma-separated values, without what ends them. */
export function csvLines(header: readonly string[], rows: readonly (readonly (Value | undefined)[])[]): string[] {
  const cell = (value: Value | undefined) => {
    const text = value === undefined ? '' : String(value);
    return value === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(cell).join(','));
}

function numericColumns(header: readonly string[], rows: readonly (readonly string[])[]): boolean[] {
  return header.map((_, column) =>
    rows.every((row) => /^[-+\d.e]*$/.test(stripVTControlCharacters(row[column] ?? ''))),
  );
}

/** A line as long as a terminal is wide. */
export function truncate(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
}
