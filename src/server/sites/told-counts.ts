import { countStep, shifts, toldCount } from '../../domain/site/told-count.ts';
import { dayStart } from '../../domain/time/local-day.ts';
import { keyring } from '../keys/keyring.ts';
import { security } from '../vm/vm.ts';

const dayMs = 86_400_000;
/** Sixteen bits a day: five divides them as good as evenly. */
const digits = 4;
const daysInHash = 64 / digits;

let last: { name: string; hash: string } | null = null;

/**
 * A count of a site as its owner is told it.
 * @param what the kind of the count: each has a shift of its own, or two of them would tell one another's
 * @param of whose count: a site's number, or a device's
 * @param day the local day it is of: another day, another shift
 */
export function toldTo(
  what:
    | 'people'
    | 'alerts'
    | 'emergencies'
    | 'queue'
    | 'more-alarms'
    | `${'ins' | 'outs' | 'grouped' | 'groups'}-${number}`,
  of: number,
  day: number,
  count: number,
): number | null {
  // Whatever its shift, so few are not told; to ask for it costs more than all else of a chain's thousand sites.
  if (count < countStep) return null;
  const ordinal = Math.round(dayStart(day) / dayMs);
  const hash = hashOf(`told-count:${what}:${of}:${Math.floor(ordinal / daysInHash)}`);
  const at = (ordinal % daysInHash) * digits;
  return toldCount(count, parseInt(hash.slice(at, at + digits), 16) % shifts);
}

/** A chain's owner is told ten thousand counts at once: one HMAC is enough for the sixteen days of a site that it has digits for. */
function hashOf(name: string): string {
  if (last?.name !== name) last = { name, hash: security.hs256(name, keyring().hashKey) };
  return last.hash;
}
