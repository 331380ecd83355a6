import { getInstanceByDom } from 'echarts/core';
import { render } from 'preact';
import { get } from './api/request.js';
import { Snapshot } from './api/snapshot.js';
import { readFrom } from './api/source.js';
import { type ReportDocument, ReportPage } from './pages/report/report-page.js';

/** For the browser's console, and for tests: what a plot really shows. */
Object.assign(globalThis, { getInstanceByDom });

const packed = document.getElementById('snapshot')?.textContent ?? '';
const page = document.getElementById('page') as HTMLElement;
readFrom(await Snapshot.unpack(packed));
render(<ReportPage {...(await get<ReportDocument>('/report'))} />, page);
