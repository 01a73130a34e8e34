import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { approvalMs } from '../../domain/access/approval.ts';
import type { CommandRequest, FleetRow, RingRequest } from '../../domain/api/gate/fleet-api.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { Action, actionStyle } from '../../ui/kit/action/action.ts';
import '../../ui/kit/action/confirm-dialog.ts';
import type { Confirm } from '../../ui/kit/action/confirm-dialog.ts';
import '../../ui/kit/action/undo-toast.ts';
import type { Undo } from '../../ui/kit/action/undo-toast.ts';
import { count } from '../../ui/language/format.ts';
import { Texts, language } from '../../ui/language/languages.ts';
import { siteNameOf } from '../../ui/language/place-names.ts';
import '../../ui/overlay/overlay-dialog.ts';
import type { Overlay } from '../../ui/overlay/overlay-dialog.ts';
import { commandWords, fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import './fleet-acts.ts';

/** Which of the two is asked for: a command, a ring, or either. */
export type Show = 'command' | 'ring' | 'both';

/** So many sentries are named. */
const named = 3;

/**
 * Gives commands to sentries and puts them into rings, in a dialog over the page. Fires `changed` (CustomEvent of whether it was
 * done) when something was tried.
 */
@customElement('sc-fleet-commands')
export class FleetCommands extends LitElement {
  static override styles = [
    theme,
    controls,
    actionStyle,
    css`
      .over {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) client!: ApiClient;
  @state() private meant: readonly FleetRow[] = [];
  @state() private shown: Show = 'both';
  @state() private open = false;
  @query('sc-overlay') private overlay!: Overlay;
  @query('sc-confirm') private confirm!: Confirm;
  @query('sc-undo') private undo!: Undo;
  readonly #texts = new Texts(this, fleetTexts);
  readonly #action = new Action(this);

  /** Opens the dialog for these sentries; ended pairings among them are left out. */
  show(shown: Show, meant: readonly FleetRow[]): void {
    this.meant = meant;
    this.shown = shown;
    this.#action.clear();
    this.open = true;
  }

  override render() {
    return html`<sc-overlay label=${this.#title} ?open=${this.open} @close=${() => (this.open = false)}>
        ${this.open ? this.#content() : nothing}
      </sc-overlay>
      <sc-confirm></sc-confirm>
      <sc-undo></sc-undo>`;
  }

  get #paired(): readonly FleetRow[] {
    return this.meant.filter(({ paired }) => paired);
  }

  get #title(): string {
    return this.#texts.t.actOn(count(this.#paired.length, language()));
  }

  #content() {
    const { t } = this.#texts;
    const paired = this.#paired;
    const rings = new Set(paired.map(({ ring }) => ring));
    const left = this.meant.length - paired.length;
    return html`<div class="over">
      <h2>${this.#title}</h2>
      ${
        paired.length === 0
          ? html`<p class="fault">${t.actOnNone}</p>`
          : html`<p>${this.#names(paired)}</p>
              ${left > 0 ? html`<p class="soft">${t.unpairedLeftOut(count(left, language()))}</p>` : nothing}
              <sc-fleet-acts
                .show=${this.shown}
                .devices=${paired.map(({ device }) => device)}
                .ring=${rings.size === 1 ? [...rings][0]! : null}
                ?busy=${this.#action.busy}
                @command=${this.#command}
                @ring=${this.#ring}
              ></sc-fleet-acts>`
      }
      ${this.#action.render()}
      <div>
        <button type="button" class="quiet" name="cancel" @click=${() => void this.overlay.close()}>
          ${t.cancel}
        </button>
      </div>
    </div>`;
  }

  #names(rows: readonly FleetRow[]): string {
    const { t } = this.#texts;
    const names = rows.slice(0, named).map((row) => `${siteNameOf(row)} · ${row.name}`);
    const others = rows.length - names.length;
    if (others > 0) names.push(t.silentOthers(count(others, language())));
    return names.join(language() === 'en' ? '; ' : '；');
  }

  readonly #command = async ({ detail }: CustomEvent<CommandRequest>): Promise<void> => {
    const { t } = this.#texts;
    const { devices, kind, reason } = detail;
    const number = count(devices.length, language());
    const word = commandWords[language()][kind];
    const isDone = await this.confirm.ask({
      title: t.sureCommand(word, number),
      verb: t.giveTo(word, number),
      object: `${this.#names(this.#paired)} · ${t.reason}: ${reason}`,
      effect: t[`help_${kind}`],
      told: t.toldSentries,
      count: devices.length,
      takesTwo: kind === 'wipe',
      faults: { 'not-found': t.fault_notFound },
      act: async () => {
        const { approval } = await this.client.commandSentries(detail);
        return approval === null ? {} : { waitsUntil: Date.now() + approvalMs };
      },
    });
    if (isDone) await this.overlay.close();
    this.#tell(isDone);
  };

  /** Nobody outside notices in which ring a sentry is: it is done at once, and can be undone. */
  readonly #ring = async ({ detail }: CustomEvent<RingRequest>): Promise<void> => {
    const { t } = this.#texts;
    const { devices, ring } = detail;
    const before = new Map<number, number[]>();
    for (const row of this.#paired)
      if (devices.includes(row.device) && row.ring !== ring)
        before.set(row.ring, [...(before.get(row.ring) ?? []), row.device]);
    const faults = { 'not-found': t.fault_notFound };
    const done = await this.#action.run(() => this.client.setRing(detail), { said: () => '', faults });
    this.#tell(done !== null);
    if (!done) return;
    await this.overlay.close();
    this.undo.show(t.ringSet(t.ringName(ring), count(devices.length, language())), async () => {
      for (const [old, moved] of before) await this.client.setRing({ ring: old, devices: moved });
      this.#tell(true);
    });
  };

  #tell(isDone: boolean): void {
    this.dispatchEvent(new CustomEvent<boolean>('changed', { detail: isDone }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-fleet-commands': FleetCommands;
  }
}
