import { html, type TemplateResult } from 'lit';
import '../../kit/shell/lazy-page.ts';
import type { LazyPage } from '../../kit/shell/lazy-page.ts';
import type { Exhibit } from '../exhibit.ts';

const never: LazyPage = { tag: 'sc-never', load: () => new Promise(() => undefined) };
const failing = (): LazyPage => ({
  tag: 'sc-failing',
  load: () => Promise.reject(new TypeError('Not loaded.')),
});
/** @param script what is asked for to learn why */
const page = (shown: LazyPage, script = location.pathname): TemplateResult =>
  html`<sc-lazy-page .page=${shown} .script=${script}></sc-lazy-page>`;

export const exhibit: Exhibit = {
  name: 'lazy-page',
  title: { 'zh-CN': '打开页面', en: 'Opening a page' },
  states: [
    { name: 'on its way', render: () => page(never) },
    { name: 'not there', render: () => page(failing()) },
    { name: 'of a newer version', render: () => page(failing(), '/assets/of-an-older-version.js') },
  ],
};
