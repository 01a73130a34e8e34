import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { rows, run } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * Where pairings stood and when. A sentry brings records of its own places, of the times at which they were its own: a tablet
 * that was moved uploads late what it recorded before. The table follows the register by triggers (migration sentry_places).
 */

/**
 * How far a record's time may lie outside, ms: before, since a clock's floor may be ten minutes behind after a restart;
 * afterwards, since a clock that was not set for days is seconds ahead.
 */
const slackMs = { before: 15 * 60_000, after: 60_000 };

/** A place of a pairing, from `since` to `until`, UTC ms; null: it is its own still. */
interface Stand {
  device: number;
  site: number;
  since: number;
  until: number | null;
  /** 1 where the pairing is of the uploading device's own key. */
  own: number;
}

/** Which places an upload's records may name. */
export class Places {
  readonly #stands: readonly Stand[];

  /** @param stands those of the uploading key's pairings, and of other pairings that records name */
  constructor(stands: readonly Stand[]) {
    this.#stands = stands;
  }

  /** Whether all records of this pairing and site from `first` to `last` (UTC ms) were made where it stood then. */
  hold({ device, site }: Pick<ScanRow, 'device' | 'site'>, first: number, last: number): boolean {
    const ownSite = this.#stands.filter((stand) => stand.own === 1 && stand.site === site);
    const ofOwn = this.#stands.some((stand) => stand.own === 1 && stand.device === device);
    const where = ofOwn ? ownSite : this.#stands.filter((one) => one.device === device && one.site === site);
    // What another pairing recorded is brought at a site that is the bringer's too.
    if (ownSite.length === 0) return false;
    return where.some(
      ({ since, until }) =>
        first >= since - slackMs.before && (until === null || last <= until + slackMs.after),
    );
  }
}

/**
 * The places of the uploading device's pairings and of the named ones.
 * @param key the device's public key; '' of pairings from the time before there were keys
 * @param devices pairings that the records name
 */
export function placesOf(app: App, device: number, key: string, devices: readonly number[]): Places {
  return new Places(
    rows<Stand>(
      app,
      ['device', 'site', 'since', 'until', 'own'],
      `select p.device, p.site, p.since, p.until,
         s.device = {:device} or (s.key = {:key} and {:key} <> '') as own
       from sentries s join sentry_places p on p.device = s.device
       where s.device = {:device} or (s.key = {:key} and {:key} <> '')
         or s.device in (select value from json_each({:devices}))`,
      { device, key, devices: JSON.stringify(devices) },
    ),
  );
}

/** A device was told where it stands: places that the register took from it are its own no longer. */
export function leaveOldPlaces(app: App, device: number, now: number): void {
  run(
    app,
    `update sentry_places set until = {:now} where device = {:device} and until is null
       and since < (select max(since) from sentry_places where device = {:device})`,
    { device, now },
  );
}
