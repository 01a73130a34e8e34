import { readGateSettings, usualGateSettings, type GateSettings } from '../../domain/gate/gate-settings.ts';
import type { DeviceSettings } from '../device/device-settings.ts';
import type { SiteMemory } from '../device/settings-schema.ts';

/**
 * What this sentry knows of its site besides its own place: how it is to behave towards people, and how many sentries stand
 * there. It is kept for the times without a network. None of it makes a verdict better.
 */
export class SiteKeeper {
  readonly #settings: DeviceSettings;
  #memory: SiteMemory;

  private constructor(settings: DeviceSettings, memory: SiteMemory) {
    this.#settings = settings;
    this.#memory = memory;
  }

  static async open(settings: DeviceSettings): Promise<SiteKeeper> {
    const kept = await settings.site();
    const read = kept ? readGateSettings(kept.settings) : null;
    return new SiteKeeper(settings, {
      settings: read ?? usualGateSettings,
      lanes: kept && Number.isSafeInteger(kept.lanes) ? kept.lanes : 1,
    });
  }

  get settings(): GateSettings {
    return this.#memory.settings;
  }

  /** How many sentries the site has, this one among them. */
  get lanes(): number {
    return this.#memory.lanes;
  }

  /**
   * Takes what the server said. What is not whole changes nothing; where the disk does not keep it, it holds until the page ends.
   * @param settings undefined where they are as they were
   * @param lanes undefined where the server does not say
   * @returns whether anything became other
   */
  async hear(settings: unknown, lanes?: number): Promise<boolean> {
    const read = settings === undefined ? null : readGateSettings(settings);
    const known = this.#memory;
    const memory = {
      settings: read ?? known.settings,
      lanes: Number.isSafeInteger(lanes) && lanes! > 0 ? lanes! : known.lanes,
    };
    if (memory.settings.version === known.settings.version && memory.lanes === known.lanes) return false;
    this.#memory = memory;
    await this.#settings.saveSite(memory).catch(() => undefined);
    return true;
  }
}
