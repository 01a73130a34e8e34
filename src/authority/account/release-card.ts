import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { hex } from '../../domain/bytes/bytes.ts';
import {
  groupedHash,
  manifestName,
  readRelease,
  signatureName,
  type SignedRelease,
} from '../../domain/signing/release.ts';
import { Texts } from '../../ui/language/languages.ts';
import { releaseTexts } from '../../ui/texts/authority/accounts/release.ts';
import { controls, theme } from '../../ui/theme/theme.ts';

/** Which release of the pages the server gives, as people compare it. Nothing while it cannot be read. */
@customElement('sc-release-card')
export class ReleaseCard extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        margin-block: var(--gap);
        overflow-wrap: anywhere;
      }
      section {
        display: grid;
        gap: 10px;
      }
    `,
  ];

  /** Tests put their own here. */
  fetch: typeof fetch = (...asked) => globalThis.fetch(...asked);
  /** '' for one that nobody signed. */
  @state() private date = '';
  @state() private hash = '';
  readonly #texts = new Texts(this, releaseTexts);

  override firstUpdated(): void {
    void this.#read();
  }

  override render() {
    const { t } = this.#texts;
    if (!this.hash) return nothing;
    return html`<section class="card">
      <h2>${t.heading}</h2>
      <p>${this.date ? t.of(this.date) : t.unsigned}</p>
      <p>${t.hash} <code>${groupedHash(this.hash)}</code></p>
      <p class="soft">${t.compare}</p>
    </section>`;
  }

  async #read(): Promise<void> {
    try {
      const manifest = await this.#get(manifestName);
      const hash = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', await manifest.arrayBuffer())));
      const signature = await this.#get(signatureName).catch(() => null);
      if (signature) {
        const release = readRelease(((await signature.json()) as SignedRelease).body);
        if (release.manifest === hash) this.date = release.date;
      }
      this.hash = hash;
    } catch {
      // Without a network, or from a server that gives none, there is nothing to compare.
    }
  }

  async #get(name: string): Promise<Response> {
    const answer = await this.fetch(`/${name}`, { cache: 'no-store' });
    if (!answer.ok) throw new RangeError(`${name} is not there.`);
    return answer;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-release-card': ReleaseCard;
  }
}
