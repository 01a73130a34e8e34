/** One's own sign-ins: what pages and server say to one another, under /api/sitecode/sign-ins. */

export interface SignInRow {
  id: string;
  /** Times are UTC ms. */
  since: number;
  /** The last renewal, exact to half an hour. */
  seen: number;
  /** Kind of browser and system, such as "Firefox · Windows"; '' where it is none that is known. */
  browser: string;
  /** The beginning of the address alone: "203.0.*.*". */
  network: string;
  /** Whether it is the one that asks. */
  mine: boolean;
}

/** GET sign-ins: those that are not over, the latest first. */
export interface SignInsAnswer {
  signIns: SignInRow[];
  now: number;
}
/** POST sign-ins/end: one of one's own. */
export interface SignInEndRequest {
  id: string;
}
/** POST sign-ins/end-others. */
export interface SignInsEnded {
  ended: number;
}

/** The more exact come first: Edge says Chrome too, and Chrome says Safari. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/MicroMessenger\//, 'WeChat'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\/|Chromium\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** The kind of browser and system that a user agent names; '' for none that is known. */
export function browserOf(agent: string): string {
  const find = (of: readonly [RegExp, string][]) => of.find(([sign]) => sign.test(agent))?.[1];
  return [find(browsers), find(systems)].filter(Boolean).join(' · ');
}

/** The beginning of an address, which says the network and not the line; '' for what is no address. */
export function networkOf(address: string): string {
  const four = /(?:^|:)(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(address);
  if (four) return `${four[1]}.${four[2]}.*.*`;
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(address)) return '';
  // "::" stands for as many groups of zero as are missing.
  const [before = '', after] = address.split('::');
  const first = before.split(':').filter(Boolean);
  if (after !== undefined && first.length < 2) first.push('0', '0');
  // However many zeros are written.
  const short = first.slice(0, 2).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${short.join(':')}:*`;
}
