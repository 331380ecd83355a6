import type { Page } from 'playwright-core';
import { plotOf } from './served-page.js';

/** Where an axis of the parallel coordinates runs, in pixels of the window. */
async function axisIn(window: Page, name: string): Promise<{ x: number; y: (position: number) => number }> {
  const plot = window.locator('[role=img][aria-label^="Hyperparameters"]');
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  const { parallel, parallelAxis } = await plotOf(window, 'Hyperparameters');
  if (!box) throw new Error('the plot is not to be seen');
  const index = parallelAxis.findIndex((axis: { name: string }) => axis.name === name);
  const { left, right, top, bottom } = parallel[0];
  const [low, high] = [box.y + box.height - bottom, box.y + top];
  const { min, max } = parallelAxis[index];
  return {
    x: box.x + left + (index * (box.width - left - right)) / (parallelAxis.length - 1),
    y: (position) => low + ((position - min) / (max - min)) * (high - low),
  };
}

/** Drags the mouse along an axis, from one position on it to another. */
export async function brush(window: Page, name: string, from: number, to: number): Promise<void> {
  const { x, y } = await axisIn(window, name);
  await window.mouse.move(x, y(from));
  await window.mouse.down();
  await window.mouse.move(x, y((from + to) / 2), { steps: 3 });
  await window.mouse.move(x, y(to), { steps: 3 });
  await window.mouse.up();
}

/** Clicks on an axis, beside what is brushed. */
export async function liftBrush(window: Page, name: string, at: number): Promise<void> {
  const { x, y } = await axisIn(window, name);
  await window.mouse.click(x, y(at));
}
