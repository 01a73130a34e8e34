/** Where a site's roster is shown within the page. */
export function rosterAddress(site: number): string {
  return `#roster/${site}`;
}

/** The site of a roster's address, which may say how its table is looked at; null when it is no such address. */
export function readRosterAddress(hash: string): number | null {
  const found = /^#roster\/(\d{1,10})(?:\?|$)/.exec(hash);
  return found ? Number(found[1]) : null;
}
