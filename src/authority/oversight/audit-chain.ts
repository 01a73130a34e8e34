import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditStateAnswer, AuditVerification } from '../../domain/api/audit-api.ts';
import type { WorkRow } from '../../domain/api/work-api.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { auditFaultTexts, auditTexts } from '../../ui/texts/authority/audit/audit.ts';
import { trayTexts } from '../../ui/texts/kit/tray.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** Where the chain stands, who else knows of it, and whether it held when it was followed last. */
@customElement('sc-audit-chain')
export class AuditChain extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        gap: 12px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
        gap: 8px 18px;
        margin: 0;
      }
      dt {
        font-size: 0.8125rem;
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .found {
        grid-column: 1 / -1;
      }
      .broken {
        padding: 8px 12px;
        border: 2px solid var(--red-deep);
        border-radius: 10px;
      }
      progress {
        width: 100%;
        height: 12px;
        accent-color: var(--accent);
      }
    `,
  ];

  @property({ attribute: false }) state!: AuditStateAnswer;
  /** The verification under way; null for none. */
  @property({ attribute: false }) work: WorkRow | null = null;
  readonly #texts = new Texts(this, auditTexts);

  override render() {
    const { t } = this.#texts;
    const { head, parts, signed, bundle, verification } = this.state;
    const digits = (value: number) => count(value, language());
    return html`<section class="card">
      <h2>${t.chain}</h2>
      <dl>
        ${line(t.entries, digits(head?.seq ?? 0))} ${line(t.parts, digits(parts))}
        ${line(t.signed, signed ? t.signedAt(digits(signed.seq), dateTimeSeconds(signed.at)) : t.notSigned)}
        ${line(
          t.bundle,
          !bundle
            ? t.noBundle
            : bundle.head
              ? t.bundleAt(digits(bundle.version), digits(bundle.head.seq))
              : t.bundleWithout(digits(bundle.version)),
        )}
        <div class="found" id="verified">
          <dt>${t.verified}</dt>
          <dd>${verification ? this.#found(verification) : t.notVerified}</dd>
        </div>
      </dl>
      <div role="status">${this.work ? this.#progress(this.work) : nothing}</div>
    </section>`;
  }

  #progress({ done, total }: WorkRow) {
    const { t } = this.#texts;
    const words = trayTexts[language()];
    const digits = (value: number) => count(value, language());
    const of = Math.max(done, total ?? 0);
    return html`<progress aria-label=${t.verifying} max=${of || 1} .value=${done}></progress>
      <p>${t.verifying}: ${words.progress(digits(done), digits(of))}. ${words.leave}</p>`;
  }

  #found({ at, by, entries, heads, unproved, wrong, fault }: AuditVerification) {
    const { t } = this.#texts;
    const digits = (value: number) => count(value, language());
    const who = html`<span class="soft">${t.verifiedBy(by || t.noName, dateTimeSeconds(at))}</span>`;
    if (wrong === null)
      return html`✓ ${t.holds(digits(entries), digits(heads))}
      ${unproved > 0 ? t.unproved(digits(unproved)) : nothing} ${who}`;
    return html`<div class="broken">
      <strong class="fault">▲ ${t.doesNotHold(digits(wrong))}</strong>
      <p>${fault ? auditFaultTexts[language()][fault] : nothing} ${t.told}</p>
      ${who}
    </div>`;
  }
}

function line(label: string, value: string) {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-audit-chain': AuditChain;
  }
}
