// What every page of a face needs and nobody wants to hand down by properties: the app provides it, a page consumes it.
import { createContext } from '@lit/context';
import type { Alarm } from '../../../domain/api/api.ts';
import type { StaffMeAnswer } from '../../../domain/api/official-api.ts';
import type { Charter } from '../../../domain/bundle/charter.ts';
import type { ApiClient } from '../../../sync/api-client.ts';
import type { FeedPace } from '../../device/live-feed.ts';
import type { ReasonWords } from '../../language/reason-words.ts';

/** Asks the server in the name of whoever is signed in. */
export const clientContext = createContext<ApiClient>('sitecode-client');

/** Who is signed in; null while that is not known. */
export const staffContext = createContext<StaffMeAnswer | null>('sitecode-staff');

/** Which district this is. */
export interface DistrictSeen {
  /** Null until the bundle is there. */
  name: Charter['district']['name'] | null;
  demo: boolean;
  /** The words of its rules. */
  words: ReasonWords;
  /** Reads its bundle anew where an alarm names a rule that is not known here. */
  keepUpWith: (alarms: readonly Alarm[]) => void;
}
export const districtContext = createContext<DistrictSeen>('sitecode-district');

/** How pages hear that something changed. */
export interface FeedWays {
  /** Told of changes by this; the server's realtime when left out. */
  listen?: (onChange: () => void) => Promise<() => void>;
  pace?: Partial<FeedPace>;
}
export const feedContext = createContext<FeedWays>('sitecode-feed');
