import { html, type TemplateResult } from 'lit';
import type { PolicyAnswer } from '../domain/policy-api.ts';

type Site = PolicyAnswer['sites'][number];

/** What the list offers and the field then holds. */
export function siteText({ number, name }: Pick<Site, 'number' | 'name'>): string {
  return `${number} ${name}`;
}

/** A field for one site, by name or number, which offers those that fit what is typed. */
export function siteField(label: string, sites: readonly Site[], value = ''): TemplateResult {
  return html`<label
    >${label}<input name="site" list="sites" autocomplete="off" spellcheck="false" required .value=${value} />
    <datalist id="sites">${sites.map((site) => html`<option value=${siteText(site)}></option>`)}</datalist>
  </label>`;
}

/** The site that such a text means: its number, its whole name, or a part of one name alone. Null: none, or several. */
export function siteOf(text: string, sites: readonly Site[]): Site | null {
  const wanted = text.trim();
  if (wanted === '') return null;
  const exact =
    sites.find((site) => siteText(site) === wanted || site.name === wanted) ??
    sites.find(({ number }) => String(number) === wanted);
  if (exact) return exact;
  const holding = sites.filter(({ name }) => name.includes(wanted));
  return holding.length === 1 ? holding[0]! : null;
}
