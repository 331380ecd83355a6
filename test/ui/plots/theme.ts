import type { Theme } from '../../../ui/plots/theme.js';

/** Colours that all differ. */
export const theme: Theme = {
  text: '#000001',
  line: '#000002',
  grid: '#000003',
  accent: '#0000ff',
  best: '#ff0000',
  good: '#00ff00',
  bad: '#800000',
  paper: '#ffffff',
  lines: ['#000010', '#000020', '#000030'],
};
