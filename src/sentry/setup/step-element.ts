import { LitElement, css } from 'lit';
import { property } from 'lit/decorators.js';
import type { StepResult } from '../../domain/gate/set-up.ts';
import { Texts } from '../../ui/language/languages.ts';
import { setUpTexts, type SetUpTexts } from '../../ui/texts/gate/set-up.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import type { GateState } from '../device/gate-state.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { SentryShift } from '../device/sentry-shift.ts';
import type { ShiftSources } from '../device/shift-sources.ts';

/** What the steps check. */
export interface SetUpGate {
  device: SentryDevice;
  shift: SentryShift;
  sources: ShiftSources;
  gateState: GateState;
  /** Site, zone and name. */
  place: string;
  /** The kiosk's own picture. */
  video: HTMLVideoElement;
}

export const stepStyle = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
  .acts button {
    min-height: 52px;
    flex: 1 1 10rem;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 8px;
  }
  label {
    grid-template-columns: minmax(0, 1fr);
    overflow-wrap: anywhere;
  }
  /* A field asks for twenty letters' width, which a phone with large letters has not. */
  input {
    width: 100%;
    min-width: 0;
    box-sizing: border-box;
  }
  .good::before {
    content: '✓ ';
    color: var(--green-deep);
    font-weight: 700;
  }
  .bad {
    color: var(--red-deep);
    font-weight: 600;
  }
  .bad::before {
    content: '▲ ';
  }
  .big {
    font-size: 1.35rem;
    font-weight: 600;
  }
`;

/** One step of the set-up. It fires `ended` with what came of it. */
export abstract class StepElement extends LitElement {
  static override styles = [theme, controls, stepStyle];

  @property({ attribute: false }) gate!: SetUpGate;
  /** What came of it so far. */
  @property() result: StepResult = 'open';
  readonly #texts = new Texts(this, setUpTexts);

  protected get t(): SetUpTexts {
    return this.#texts.t;
  }

  protected end(result: StepResult): void {
    this.dispatchEvent(new CustomEvent<StepResult>('ended', { detail: result }));
  }
}
