/** What the page of a site's sentries and the server say to one another. */
import type { Way } from '../../gate/ways.ts';
import type { GateSettings } from '../../gate/gate-settings.ts';
import type { PinHash } from '../../gate/pin.ts';

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

/** GET gate/ways?site=N */
export interface GateWaysAnswer {
  /** Of the whole site; null where nobody said. */
  way: Way | null;
  /** The paired sentries of the site, by name; `way` is null of those that follow the site. */
  sentries: { device: number; name: string; way: Way | null }[];
  /**
   * How many went in and out in each hour of today, how many of all came in groups, and how many groups that were, a family of four being
   * one: rounded as every count of a site is, null for few. Hours in which nobody said which way are left out.
   */
  hours: {
    hour: number;
    ins: number | null;
    outs: number | null;
    grouped: number | null;
    groups: number | null;
  }[];
  now: number;
}

/** POST gate/way */
export interface GateWayRequest {
  site: number;
  /** Left out: the whole site. */
  device?: number;
  /** Left out: nobody says, or as the site. */
  way?: Way;
}
