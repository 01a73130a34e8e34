import { html, nothing, type TemplateResult } from 'lit';
import { count, dateTime, dayText } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { custodyTexts } from '../../ui/texts/authority/custody.ts';
import { localDay } from '../../domain/time/local-day.ts';
import type { CustodyView } from './custody-state.ts';

/** Which key identities are sealed to, how many to which, and what of the time before is left. */
export function sealingCard({ answer, key, rootWords }: CustodyView): TemplateResult {
  const t = custodyTexts[language()];
  const { sealed, unsealed, oldKeyDestroyed, oldBackupsUntil } = answer.sealing;
  const number = (value: number) => count(value, language());
  const hasOlder = key !== null && sealed.some(({ generation }) => generation !== key.generation);
  return html`<section class="card" name="sealing">
    <h2>${t.sealing}</h2>
    ${key === null ? html`<p class="fault" role="status">${t.noKey}</p>` : nothing}
    <dl>
      <dt>${t.root}</dt>
      <dd><code>${rootWords}</code></dd>
      ${
        key === null
          ? nothing
          : html`<dt>${t.generation}</dt>
              <dd>${t.generationOf(String(key.generation))}</dd>`
      }
      ${sealed.map(
        ({ generation, persons }) =>
          html`<dt>${t.sealedUnder(String(generation))}</dt>
            <dd>${t.persons(number(persons))}</dd>`,
      )}
      ${
        unsealed > 0
          ? html`<dt>${t.unsealed}</dt>
              <dd>${t.persons(number(unsealed))}</dd>`
          : nothing
      }
      ${
        oldKeyDestroyed === null
          ? nothing
          : html`<dt>${t.oldKeyGone}</dt>
              <dd>${dateTime(oldKeyDestroyed, language())}</dd>`
      }
    </dl>
    ${unsealed > 0 && key !== null ? html`<p>${t.unsealedNote}</p>` : nothing}
    ${hasOlder ? html`<p>${t.older}</p>` : nothing}
    ${
      oldBackupsUntil !== null && oldBackupsUntil > answer.now
        ? html`<p class="fault">▲ ${t.oldBackups(dayText(localDay(oldBackupsUntil)))}</p>`
        : nothing
    }
  </section>`;
}

/** What is demanded after somebody went who had the key; nothing where nobody did. */
export function newKeyAlarm({ answer }: CustodyView): TemplateResult | typeof nothing {
  const t = custodyTexts[language()];
  const { newKeyNeeded } = answer;
  if (!newKeyNeeded) return nothing;
  return html`<section class="alarm" role="status" name="new-key">
    <strong>▲ ${t.newKeyNeeded}</strong>
    <p>${t.newKeyWhy(newKeyNeeded.name || '—', dayText(localDay(newKeyNeeded.since)))}</p>
  </section>`;
}
