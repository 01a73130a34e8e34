import type { Direction } from '../scan/scan.ts';
import { oneVisitMs } from './visit.ts';

/** One record of somebody at a site: a visit that they registered with its code, or a passage through a sentry. */
export interface Passage {
  /** UTC ms. */
  t: number;
  site: number;
  /** 0: none. */
  zone: number;
  by: 'visit' | 'sentry';
  /** Which way they went, where that is known; a visit is a way in. */
  way?: Direction;
}

/** How long somebody was at a site, as far as records tell. */
export interface Stay {
  site: number;
  zone: number;
  /** When they came, UTC ms; null where only their leaving is known. */
  from: number | null;
  /** When they left, UTC ms; null where nothing tells. */
  until: number | null;
  /** By what they are known to have come: who used the site's code and its sentry was there once. */
  by: Passage['by'] | 'both';
}

/** When a stay is known to have been, at the latest: lists are sorted by it. */
export const stayTime = ({ from, until }: Stay): number => from ?? until!;

/**
 * The stays that records of one person's day make, the latest first. A stay ends with the person's "out" at the same site. A record within
 * `oneVisitMs` of the one before at the same site, that says nothing of leaving, is of the same stay, but where a code of another zone was
 * used: that is a stay beside it.
 * @param passages in any order
 */
export function staysOf(passages: readonly Passage[]): Stay[] {
  const sorted = [...passages].sort((one, other) => one.t - other.t);
  const stays: Stay[] = [];
  /** The stays at each site that have not ended, with the time of the last record there. */
  const open = new Map<number, { here: Stay[]; t: number }>();
  for (const { t, site, zone, by, way } of sorted) {
    const known = open.get(site);
    if (way === 'out') {
      for (const stay of known?.here ?? []) stay.until = t;
      if (!known) stays.push({ site, zone, from: null, until: t, by });
      open.delete(site);
      continue;
    }
    const here = known && t - known.t < oneVisitMs ? known.here : [];
    open.set(site, { here, t });
    const same = here.find((stay) => stay.zone === zone || stay.by !== by);
    if (same) {
      if (same.by !== by) same.by = 'both';
      if (same.zone === 0) same.zone = zone;
      continue;
    }
    const stay: Stay = { site, zone, from: t, until: null, by };
    stays.push(stay);
    here.push(stay);
  }
  return stays.sort((one, other) => stayTime(other) - stayTime(one));
}
