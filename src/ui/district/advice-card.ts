import { html, type TemplateResult } from 'lit';
import { dialled, type BothLanguages } from '../../domain/site/advice.ts';
import { language } from '../language/languages.ts';
import { healthTexts } from '../texts/common/health.ts';

/** What a person does next whose page is red or yellow, and the number to call: a tap dials it. */
export function adviceCard(text: BothLanguages, phone: string): TemplateResult {
  const t = healthTexts[language()];
  return html`<section class="card advice">
    <h2>${t.whatNext}</h2>
    <p>${text[language()]}</p>
    <a class="button" href="tel:${dialled(phone)}">☎ ${t.call(phone)}</a>
  </section>`;
}
