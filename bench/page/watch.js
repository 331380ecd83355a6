/**
 * Runs in a window before the page does: tells when what it shows is there and painted. Plots are painted bit by bit over
 * many frames, and ECharts alone knows when one is whole.
 */
const charts = new Map();

addEventListener('DOMContentLoaded', async () => {
  const { getInstanceByDom } = await import(document.querySelector('script[type=module]').src);
  const follow = () => {
    for (const plot of document.querySelectorAll('.plot')) {
      const chart = getInstanceByDom(plot);
      if (!chart || charts.has(plot)) continue;
      charts.set(plot, Number.NaN);
      chart.on('finished', () => charts.set(plot, performance.now()));
    }
  };
  follow();
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
});

/** Settles after the next frame is painted. */
const nextFrame = () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));

/** Whether so many plots are there whose titles begin so, those that ECharts draws whole since a moment. */
function arePainted(titles, since) {
  const found = [...document.querySelectorAll('[role=img]')];
  return titles.every((title) => {
    const index = found.findIndex((each) => each.getAttribute('aria-label')?.startsWith(title));
    const [plot] = index < 0 ? [] : found.splice(index, 1);
    return plot && (!plot.classList.contains('plot') || charts.get(plot) >= since);
  });
}

function hasRows(caption) {
  const tables = [...document.querySelectorAll('table')];
  const table = tables.find((each) => each.caption?.textContent.startsWith(caption));
  return Boolean(table?.querySelector('tbody tr:not(.gap)'));
}

/** Milliseconds from `since` until a frame is painted for which something holds. */
async function millisecondsUntil(holds, since) {
  do await nextFrame();
  while (!holds());
  return performance.now() - since;
}

globalThis.watch = {
  /** Of an opened window: milliseconds until the first paint, and until a view is whole; and the bytes that it took. */
  async opening({ plots, table }) {
    const whole = await millisecondsUntil(() => arePainted(plots, 0) && (!table || hasRows(table)), 0);
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return { paint: paint.startTime, whole, bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0) };
  },
  sort() {
    const begun = performance.now();
    const header = () => [...document.querySelectorAll('th')].find(({ textContent }) => textContent === 'score');
    header().querySelector('button').click();
    return millisecondsUntil(() => header().ariaSort === 'ascending', begun);
  },
  scroll() {
    const begun = performance.now();
    const frame = document.querySelector('.rows');
    frame.scrollTop = frame.scrollHeight / 2;
    return millisecondsUntil(() => frame.querySelector('tr[aria-rowindex="5000"]'), begun);
  },
  /** Keeps the best percent: milliseconds until the table has it, and until the plots have. */
  async filter() {
    const begun = performance.now();
    const slider = document.querySelector('input[type=range]');
    slider.value = '1';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const rows = await millisecondsUntil(() => hasRows('100 of 10000 trials'), begun);
    const plots = ['Hyperparameters and score', 'Learning curves'];
    return { rows, plots: await millisecondsUntil(() => arePainted(plots, begun), begun) };
  },
};
