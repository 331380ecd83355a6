import { useEffect, useState } from 'preact/hooks';
import { colours } from './marks.js';

/** Colours of plots, as `style.css` has them for the light and the dark scheme. */
export interface Theme {
  readonly text: string;
  readonly line: string;
  readonly grid: string;
  readonly accent: string;
  readonly best: string;
  readonly good: string;
  readonly bad: string;
  readonly paper: string;
  /** Of lines that are compared. */
  readonly lines: readonly string[];
}

const dark = '(prefers-color-scheme: dark)';

/** The colours of now; a change of scheme draws plots anew. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const query = matchMedia(dark);
    const follow = () => setTheme(readTheme());
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return theme;
}

function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  return themeOf((name) => style.getPropertyValue(name).trim());
}

/** @param colour the value of a custom property of `style.css`, such as `--text` */
export function themeOf(colour: (name: string) => string): Theme {
  return {
    text: colour('--text'),
    line: colour('--quiet'),
    grid: colour('--rule'),
    accent: colour('--accent'),
    best: colour('--best'),
    good: colour('--good'),
    bad: colour('--bad'),
    paper: colour('--paper'),
    lines: Array.from({ length: colours }, (_, index) => colour(`--line-${index}`)),
  };
}
