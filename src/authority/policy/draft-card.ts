import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { readBundle } from '../../domain/bundle/bundle.ts';
import type { PolicyAnswer, PolicyDraft } from '../../domain/api/policy-api.ts';
import { language } from '../../ui/language/languages.ts';
import { policyTexts } from '../../ui/texts/authority/policy.ts';
import { differenceRows } from './difference-rows.ts';
import { differenceTable } from './difference-table.ts';

interface Asked {
  draft: PolicyDraft;
  answer: PolicyAnswer;
  /** The public half of the key in this browser; null: it has none. */
  point: string | null;
  busy: boolean;
  /** @param official whose key it is, as the charter numbers them */
  sign: (official: number) => void;
  withdraw: () => void;
}

/** The draft that waits for signatures: how it differs from what is in force, its very text, and what may be done with it. */
export function draftCard({ draft, answer, point, busy, sign, withdraw }: Asked): TemplateResult {
  const t = policyTexts[language()];
  const { current, officials, sites } = answer;
  const own = officials.find((official) => official.point === point);
  const signed = draft.signatures.some(({ official }) => official === own?.id);
  // Long trust lists take their time: compared once for each draft and language.
  const rows = guard([draft.id, current.version, language()], () => {
    const found = differenceRows(readBundle(current.body), readBundle(draft.body), sites);
    return found.length === 0 ? html`<p>${t.noDifference}</p>` : differenceTable(found);
  });
  return html`<section class="card" id="draft">
    <h2>${t.draft(String(draft.version), draft.author)}</h2>
    <p>${t.signatures(String(draft.signatures.length))}</p>
    ${signed || !own ? html`<p class="soft">${signed ? t.signedByYou : t.needsKey}</p>` : nothing} ${rows}
    <details>
      <summary>${t.raw}</summary>
      <pre tabindex="0">${draft.body}</pre>
    </details>
    <div class="actions">
      <button
        type="button"
        name="sign"
        ?disabled=${!own || signed || busy}
        @click=${() => own && sign(own.id)}
      >
        ${t.sign}
      </button>
      <button type="button" name="withdraw" class="quiet" ?disabled=${busy} @click=${withdraw}>
        ${t.withdraw}
      </button>
      <a class="button quiet" href="#replay">${t.tryDraft}</a>
    </div>
  </section>`;
}
