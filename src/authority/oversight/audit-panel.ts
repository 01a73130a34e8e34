import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditRow } from '../../domain/api/audit-api.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { auditActionTexts } from '../../ui/texts/authority/audit/audit-actions.ts';
import { auditTexts } from '../../ui/texts/authority/audit/audit.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { actorWords, heldWords } from './audit-columns.ts';

/** All of one entry, in words and as the log has it. */
@customElement('sc-audit-panel')
export class AuditPanel extends LitElement {
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
        gap: 8px;
        margin: 0;
      }
      dt {
        font-size: 0.8125rem;
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
      }
      h2,
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) row!: AuditRow;
  readonly #texts = new Texts(this, auditTexts);

  override render() {
    const { t } = this.#texts;
    const { row } = this;
    const fields: [label: string, value: string][] = [
      [t.number, count(row.seq, language())],
      [t.when, dateTimeSeconds(row.at)],
      [t.who, actorWords(row, language())],
      ...(row.roles.length > 0 ? [[t.role, heldWords(row, language())] as [string, string]] : []),
      [t.subject, row.subject || '—'],
      [t.asLogged, `${row.actor} ${row.action}`],
      [t.sealed, row.sealed ? t.inPart : t.inRows],
      [t.hash, row.hash],
    ];
    return html`<section class="card">
      <h2>${auditActionTexts[language()][row.action] ?? row.action}</h2>
      <dl>
        ${fields.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-audit-panel': AuditPanel;
  }
}
