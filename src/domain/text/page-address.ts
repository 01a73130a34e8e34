/**
 * How people write the address of a page: typed from a poster, with a capital that the phone's keyboard made, without the
 * last slash, or with the full stop of the sentence it stood in. The server and the service worker read it alike, so that
 * what opens with a network opens without one too.
 */

const pages = ['/', '/me/', '/s/', '/sentry/', '/venue/', '/authority/'];

/** What may hang behind a path and means nothing: slashes, blanks, quotes, stops, as characters or percent-encoded. */
const tail = /(?:%[0-9a-f]{2}|[^0-9a-z_%-])+$/;

/**
 * The path of the page that is meant.
 * @param path of an address, decoded or not, without query and fragment
 * @returns one of the app's pages, with its slash; null when the path is written so already, or means no page
 */
export function pagePath(path: string): string | null {
  if (path.length > 200 || pages.includes(path)) return null;
  const word = path
    .toLowerCase()
    .replace(tail, '')
    .replace(/\/index\.html?$/, '')
    .replace(tail, '')
    .replace(/^\/+/, '');
  const page = word === '' ? '/' : `/${word}/`;
  return pages.includes(page) ? page : null;
}
