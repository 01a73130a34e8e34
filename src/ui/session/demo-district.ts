import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DemoCastAnswer } from '../../domain/api/demo-api.ts';
import { Texts } from '../language/languages.ts';
import '../language/language-switch.ts';
import { demoTexts } from '../texts/citizen/landing.ts';
import { controls, theme } from '../theme/theme.ts';

/** What there is to try in a demo district: the ways in, and who may sign in where. */
@customElement('sc-demo-district')
export class DemoDistrict extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        gap: 12px;
        border: 2px dashed var(--accent);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 8px;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
      }
      summary {
        cursor: pointer;
        min-height: 44px;
        display: flex;
        align-items: center;
        font-weight: 600;
        color: var(--accent);
      }
      .scroll {
        overflow-x: auto;
      }
      code {
        font-size: 1rem;
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) cast: DemoCastAnswer | null = null;
  readonly #texts = new Texts(this, demoTexts);

  override render() {
    const { t } = this.#texts;
    const { cast } = this;
    if (!cast) return nothing;
    return html`<section class="card">
      <div class="head">
        <h2>${t.title}</h2>
        <sc-language-switch></sc-language-switch>
      </div>
      <p class="soft">${t.invented}</p>
      <div class="ways">
        <a class="button" href="/sentry/?demo">${t.sentry}</a>
        <a class="button quiet" href="/me/?demo">${t.me}</a>
        <a class="button quiet" href=${cast.siteCode}>${t.siteCode}</a>
        <a class="button quiet" href="/venue/?demo">${t.venue}</a>
        <a class="button quiet" href="/authority/?demo">${t.authority}</a>
      </div>
      <details>
        <summary>${t.logins}</summary>
        <p>${t.password}<code>${cast.logins[0]?.password ?? ''}</code></p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">${t.face}</th>
                <th scope="col">${t.name}</th>
                <th scope="col">${t.email}</th>
              </tr>
            </thead>
            <tbody>
              ${cast.logins.map(
                ({ face, name, email }) =>
                  html`<tr>
                    <td>${t[face]}</td>
                    <td>${name}</td>
                    <td><code>${email}</code></td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-demo-district': DemoDistrict;
  }
}
