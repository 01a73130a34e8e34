/** Where all routes of the server's own lie. */
export const apiPath = '/api/sitecode/';
