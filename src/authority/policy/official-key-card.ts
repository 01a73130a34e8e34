import { html, nothing, type TemplateResult } from 'lit';
import type { PolicyAnswer } from '../../domain/api/policy-api.ts';
import { language } from '../../ui/language/languages.ts';
import { policyTexts } from '../../ui/texts/authority/policy.ts';

interface Asked {
  answer: PolicyAnswer;
  /** The public half of the key in this browser; null: it has none. */
  point: string | null;
  /** Only there a founding official's key can be taken. */
  demo: boolean;
  make: () => void;
  adopt: () => void;
}

/** The official's key in this browser: whether the root has certified it, for whom, and what is handed to its keeper. */
export function officialKeyCard({ answer, point, demo, make, adopt }: Asked): TemplateResult {
  const t = policyTexts[language()];
  const own = answer.officials.find((official) => official.point === point);
  return html`<section class="card">
    <h2>${t.key}</h2>
    ${
      point === null
        ? html`<p>${t.noKey}</p>`
        : own
          ? html`<p>${t.certified(own.name)}</p>
              ${
                own.account === answer.account
                  ? nothing
                  : html`<p class="fault" role="status">${own.account ? t.boundToOther : t.boundToNone}</p>
                      <code>--id ${own.id} --account ${answer.account}</code>`
              }`
          : html`<p>${t.uncertified}</p>
              <code>--point ${point} --account ${answer.account}</code>`
    }
    <div class="actions" ?hidden=${own !== undefined}>
      ${
        point === null
          ? html`<button type="button" class="quiet" @click=${make}>${t.makeKey}</button>`
          : nothing
      }
      ${demo && !own ? html`<button type="button" class="quiet" @click=${adopt}>${t.demoKey}</button>` : nothing}
    </div>
  </section>`;
}
