/** What the page of a site's sentries and the server say to one another. */
import type { GateSettings } from '../gate/gate-settings.ts';
import type { PinHash } from '../gate/pin.ts';

/** GET gate/settings?site=N */
export interface GateSettingsAnswer {
  settings: Omit<GateSettings, 'pin'>;
  hasPin: boolean;
  now: number;
}

/** POST gate/settings */
export interface GateSettingsRequest {
  site: number;
  bystanders: GateSettings['bystanders'];
  volume: number;
  quietVolume: number;
  quietFrom?: number;
  quietTo?: number;
  restartHour?: number;
  /** The version that the page showed. */
  seen: { version: number };
}

/** POST gate/pin */
export type GatePinRequest = PinHash & { site: number };
