import { html, nothing, type TemplateResult } from 'lit';
import { count } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { custodyTexts } from '../../ui/texts/authority/custody.ts';
import type { CustodyView } from './custody-state.ts';

interface OwnBrowser {
  view: CustodyView;
  /** The public half of the key in this browser; null: it has none. */
  point: string | null;
  make: () => void;
  bring: (file: File) => void;
  /** In a demo alone. */
  demoCertify: (key: number) => void;
  demoTake: () => void;
}

/** The browser that an officer is working in: whether it can open names, and what is missing. */
export function ownBrowserCard({
  view,
  point,
  make,
  bring,
  demoCertify,
  demoTake,
}: OwnBrowser): TemplateResult {
  const t = custodyTexts[language()];
  const own = view.tracers.find(({ row, tracer }) => row.isOwn && tracer.point === point);
  const demo = view.charter.district.demo;
  const canMake = point === null || own?.state === 'out' || !own;
  const words = {
    waits: t.ownWaits(count(own?.certifiers.length ?? 0, language())),
    certified: t.ownCertified,
    in: t.ownIn,
    out: t.ownOut,
  };
  return html`<section class="card" name="own">
    <h2>${t.ownBrowser}</h2>
    ${own ? html`<p>${t.ownWords}<code>${own.words}</code></p>` : nothing}
    <p role="status">${own ? words[own.state] : t.ownNone}</p>
    <div class="acts">
      ${canMake ? html`<button type="button" name="make" @click=${make}>${t.make}</button>` : nothing}
      ${
        demo && own?.state === 'waits'
          ? html`<button
              type="button"
              name="demo-certify"
              class="quiet"
              @click=${() => demoCertify(own.row.key)}
            >
              ${t.demoCertify}
            </button>`
          : nothing
      }
      ${
        demo && own?.state === 'certified'
          ? html`<button type="button" name="demo-take" class="quiet" @click=${demoTake}>
              ${t.demoTake}
            </button>`
          : nothing
      }
      ${
        own?.state === 'certified'
          ? html`<label class="button quiet">
              ${t.bring}
              <input
                type="file"
                name="bring"
                accept=".json,application/json"
                hidden
                @change=${chosen(bring)}
              />
            </label>`
          : nothing
      }
    </div>
  </section>`;
}

function chosen(bring: (file: File) => void) {
  return ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again after a refusal.
    input.value = '';
    if (file) bring(file);
  };
}

interface OwnOffice {
  view: CustodyView;
  /** The public half of the key that this browser signs with; null: it has none. */
  point: string | null;
  make: () => void;
  adopt: () => void;
}

/** Whether this browser holds the key of a custody officer of the charter, and what its keeper is handed otherwise. */
export function custodianCard({ view, point, make, adopt }: OwnOffice): TemplateResult {
  const t = custodyTexts[language()];
  const { charter, answer } = view;
  const own = charter.custodians?.find((one) => one.point === point);
  const demoOwn = charter.district.demo && own?.account !== answer.account;
  return html`<section class="card" name="custodian">
    <h2>${t.custodian}</h2>
    ${
      point === null
        ? html`<p>${t.custodianNone}</p>`
        : own
          ? html`<p>${t.custodianIs(own.name)}</p>
              ${own.account === answer.account ? nothing : html`<p class="fault" role="status">${t.custodianOther}</p>`}`
          : html`<p>${t.custodianUnknown}</p>
              <code>--point ${point} --account ${answer.account}</code>`
    }
    <div class="acts">
      ${
        point === null
          ? html`<button type="button" name="make-signing" class="quiet" @click=${make}>
              ${t.custodianMake}
            </button>`
          : nothing
      }
      ${
        demoOwn
          ? html`<button type="button" name="adopt" class="quiet" @click=${adopt}>${t.custodianDemo}</button>`
          : nothing
      }
    </div>
  </section>`;
}
