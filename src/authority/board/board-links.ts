import { formatAddress } from '../../ui/kit/address/address.ts';

/** Where the list behind a figure is: a page of sites or sentries, with filters set. */
function link(page: string, values: Record<string, string> = {}): string {
  return formatAddress({
    page,
    path: [],
    values: new Map(Object.entries(values).map(([name, value]) => [name, [value]])),
  });
}

export const sitesLink = (filters: Record<string, string> = {}): string => link('sites', filters);

/** The board's own table of alarms. @param filters none: all that are kept */
export const alarmsLink = (filters: { day?: string; outcome?: string } = {}): string =>
  link('board', { view: 'alarms', ...filters });

/** What a link to a list of sentries is about; none: all of them. */
export type SentriesMeant = 'silent' | 'problems' | 'waiting' | null;

/** @param showsFleet whether who looks may open the page of all sentries; else it is the board's own table */
export function sentriesLink(showsFleet: boolean, meant: SentriesMeant = null): string {
  if (!showsFleet) {
    const own: Record<string, string> =
      meant === 'waiting' ? { sort: '-queue' } : meant === null ? {} : { problems: 'some' };
    return link('board', { view: 'sentries', ...own });
  }
  const filters: Record<string, string> =
    meant === 'silent'
      ? { state: 'silent' }
      : meant === 'problems'
        ? { problem: 'some' }
        : meant === 'waiting'
          ? { sort: '-queue' }
          : {};
  return link('sentries', filters);
}
