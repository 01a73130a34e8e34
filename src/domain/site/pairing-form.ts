import { choice, site, text, zone } from '../forms/fields.ts';
import { form } from '../forms/form.ts';

const name = text({ most: 60 });

/** Which gate of a site a tablet is for. @param zones the site's, by number; 0: the whole site */
export const pairingForm = (zones: readonly number[]) => form('pairing', { zone: choice(zones), name });

/** What a request for a pairing code carries. */
export const pairingRequestForm = form('pairing-request', { site: site(), zone: zone('site'), name });
