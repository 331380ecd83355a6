import { render } from 'preact';
import { App } from './app.js';

/** For the browser's console, and for tests: what a plot really shows. */
export { getInstanceByDom } from 'echarts/core';

const page = document.getElementById('page');
if (page) render(<App />, page);
