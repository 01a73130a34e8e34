import { html, nothing, type ReactiveControllerHost } from 'lit';
import { saveFile } from '../../ui/device/save-file.ts';
import type { GateState } from '../device/gate-state.ts';
import type { HandChoices } from '../device/hand-choices.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { SentryShift } from '../device/sentry-shift.ts';
import type { ShiftSources } from '../device/shift-sources.ts';
import type { StaffPinDialog } from '../staff/staff-pin-dialog.ts';
import type { SetUp } from '../setup/set-up.ts';
import type { StaffDialog } from './staff-dialog.ts';

/** A set-up that nobody touches for so long is left, ms. */
const leftMs = 10 * 60_000;

interface Options {
  device: () => SentryDevice;
  sources: () => ShiftSources;
  shift: () => SentryShift | null;
  gateState: () => GateState;
  place: () => string;
  video: () => HTMLVideoElement;
  chooseHand: (hand: HandChoices) => void;
  soundTest: () => void;
}

/** What the kiosk has for its staff alone: the PIN before it, and the settings. Its page draws the dialogs. */
export class KioskStaff {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: Options;
  #wantsSetUp = false;
  /** When somebody last touched the set-up, ms on the page's performance.now() clock. */
  #touchedAt = 0;
  /** What is done when the PIN has been typed. */
  #unlocked: () => void = () => undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: Options) {
    this.#host = host;
    this.#options = options;
  }

  get #settings(): StaffDialog | null {
    return this.#host.shadowRoot?.querySelector('sc-staff-dialog') ?? null;
  }

  get #pin(): StaffPinDialog | null {
    return this.#host.shadowRoot?.querySelector('sc-staff-pin-dialog') ?? null;
  }

  get #setUp(): SetUp | null {
    return this.#host.shadowRoot?.querySelector('sc-set-up') ?? null;
  }

  /** True while somebody is at the settings. */
  get isOpen(): boolean {
    return this.#settings?.isOpen ?? false;
  }

  /** True while the set-up is done. */
  get isSetUpOpen(): boolean {
    return this.#setUp?.isOpen ?? false;
  }

  /** Left open by whoever went away, the settings would be anybody's, and the set-up would hide the gate. */
  shutWhenLeft(): void {
    if (this.isOpen && this.#options.device().pin?.isOpen === false) void this.#settings?.shut();
    if (this.isSetUpOpen && performance.now() - this.#touchedAt > leftMs) void this.#setUp?.shut();
  }

  /** Opens the set-up where it was left. */
  async openSetUp(): Promise<void> {
    await import('../setup/set-up.ts');
    this.#wantsSetUp = true;
    this.#touch();
    await this.#settings?.shut?.();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#setUp?.open();
    this.#host.requestUpdate();
  }

  #touch(): void {
    this.#touchedAt = performance.now();
    this.#options.device().pin?.renew();
  }

  /** A card of the staff's was laid on a reader: in place of the PIN where that is asked for, to be enrolled where the settings are open. */
  async card(number: string): Promise<void> {
    if (!this.#options.device().pin?.isSet) return;
    if (this.#pin?.isOpen) return this.#pin.card(number);
    if (!this.isOpen) return;
    await import('../staff/staff-card-dialog.ts');
    await this.#host.shadowRoot?.querySelector('sc-staff-card-dialog')?.open(number);
  }

  /** Loads what the staff need once the gate is open: when they come, there may be no network, and no service worker yet. */
  async load(): Promise<void> {
    // What cannot be had now is asked for again when it is wanted.
    await Promise.allSettled([
      import('./staff-dialog.ts'),
      import('../staff/staff-pin-dialog.ts'),
      import('../staff/staff-card-dialog.ts'),
      import('../../credentials/bytes/pin-hash.ts'),
    ]);
  }

  /** Opens the settings. */
  async open(): Promise<void> {
    await import('./staff-dialog.ts');
    await this.behindPin(() => void this.#settings?.open());
  }

  /** Does what is for the staff alone: at once while their PIN is open, else when it has been typed. */
  async behindPin(act: () => void): Promise<void> {
    const { pin } = this.#options.device();
    if (pin?.isOpen !== false) {
      pin?.renew();
      return act();
    }
    await import('../staff/staff-pin-dialog.ts');
    this.#unlocked = act;
    this.#pin?.open();
  }

  dialogs() {
    const { device, sources, shift, gateState, place, chooseHand, soundTest } = this.#options;
    const { pin, queue } = device();
    const { ports, cameraId, hand } = sources();
    return html`
      ${
        pin
          ? html`<sc-staff-pin-dialog .pin=${pin} @unlocked=${() => this.#unlocked()}></sc-staff-pin-dialog>
              <sc-staff-card-dialog .pin=${pin}></sc-staff-card-dialog>`
          : nothing
      }
      <sc-staff-dialog
        @pointerdown=${() => pin?.renew()}
        @keydown=${() => pin?.renew()}
        ?open-to-all=${pin?.isSet === false}
        .gateState=${gateState()}
        place=${place()}
        ?serial=${ports !== null}
        camera=${cameraId}
        .hand=${hand}
        @choose-hand=${({ detail }: CustomEvent<HandChoices>) => chooseHand(detail)}
        .loadRejected=${() => queue.rejected()}
        @choose-camera=${(event: CustomEvent<string>) => shift()?.chooseCamera(event.detail)}
        @choose-sensor=${() => void sources().ports?.requestPort()}
        @sound-test=${soundTest}
        @full-screen=${() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        @drill=${() => shift()?.drill(!gateState().drill)}
        .restart=${shift()?.care?.memory.restarts[0] ?? null}
        @set-up=${() => void this.openSetUp()}
        @save-diagnostics=${() => void this.#saveDiagnostics()}
        @retry-rejected=${() => void shift()?.retryRejected()}
        @unpair=${() => this.#host.dispatchEvent(new CustomEvent('unpair'))}
      ></sc-staff-dialog>
      ${this.#wantsSetUp ? this.#setUpDialog() : nothing}
    `;
  }

  #setUpDialog() {
    const { device, sources, shift, gateState, place, video } = this.#options;
    const gate = {
      device: device(),
      shift: shift()!,
      sources: sources(),
      gateState: gateState(),
      place: place(),
      video: video(),
    };
    return html`<sc-set-up
      .gate=${gate}
      @pointerdown=${() => this.#touch()}
      @keydown=${() => this.#touch()}
      @told=${() => shift()?.sayNow()}
      @closed=${() => this.#host.requestUpdate()}
    ></sc-set-up>`;
  }

  async #saveDiagnostics(): Promise<void> {
    const { diagnostics } = await import('../staff/diagnostics.ts');
    const { device, gateState } = this.#options;
    const text = JSON.stringify(await diagnostics(device(), gateState()), null, 1);
    saveFile(new Blob([text], { type: 'application/json' }), 'sentry-diagnostics.json');
  }
}
