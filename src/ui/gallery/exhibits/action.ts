import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ApiError } from '../../../sync/api-client.ts';
import { Action, actionStyle } from '../../kit/action/action.ts';
import { controls, theme } from '../../theme/theme.ts';
import type { Exhibit } from '../exhibit.ts';

/** A page with one button, whose act ends as it is told. */
@customElement('sc-gallery-act')
class GalleryAct extends LitElement {
  static override styles = [theme, controls, actionStyle];
  @property({ attribute: false }) work: () => Promise<unknown> = async () => undefined;
  @property({ attribute: false }) said?: () => string | { done: number; of: number };
  readonly #action = new Action(this);

  override firstUpdated(): void {
    void this.#run();
  }

  override render() {
    return html`${this.#action.render()}
      <p><button aria-disabled=${this.#action.busy} @click=${() => void this.#run()}>▶</button></p>`;
  }

  #run() {
    return this.#action.run(this.work, { ...(this.said && { said: this.said }) });
  }
}

const act = (work: GalleryAct['work'], said?: GalleryAct['said']) =>
  html`<sc-gallery-act .work=${work} .said=${said}></sc-gallery-act>`;
const refused = (code: ApiError['code']) => () =>
  act(() => Promise.reject(new ApiError(code, '', 400, 3000)));

export const exhibit: Exhibit = {
  name: 'action',
  title: { 'zh-CN': '操作的进行与结果', en: 'What became of an act' },
  states: [
    { name: 'done', render: () => act(async () => undefined) },
    { name: 'busy', render: () => act(() => new Promise(() => undefined)) },
    {
      name: 'partly',
      render: () =>
        act(
          async () => undefined,
          () => ({ done: 12, of: 14 }),
        ),
    },
    ...(
      [
        'offline',
        'not-allowed',
        'overtaken',
        'not-found',
        'malformed',
        'too-many',
        'busy',
        'signer',
        'server',
      ] as const
    ).map((code) => ({ name: `refused-${code}`, render: refused(code) })),
  ],
};
