/**
 * What a request may cost before anybody is known to be behind it. The server keeps these limits (serve.ts, request-body.ts),
 * and the reverse proxy's configurations that ship with the project are made from the same numbers (tools/proxy/).
 */

/** Longest body that PocketBase's own routes read, bytes. Its own limit is 32 MB. */
export const foreignBody = 65_536;

/** Longest head of a request, bytes. */
export const headBytes = 16_384;
/** The head of a request has to be there within this time, ms. */
export const headMs = 5_000;
/** All of a request has to be there within this time, ms: for so long a page or a device waits for its answer. */
export const requestMs = 15_000;
/** A connection on which nothing is asked is closed after this time, ms. Sentries report every 30 s. */
export const idleMs = 75_000;
/** So many bodies are read at a time: each one that is slow holds a virtual machine of the server, a megabyte or more. */
export const bodiesAtOnce = 100;
/**
 * So many requests of pages are answered at a time, and so many of sentries: each holds a virtual machine, some 7 MB, and those that
 * write wait for one another. With more of them each would wait longer than its asker does, and all work would be for nobody.
 */
export const mostAtOnce = 100;

/** The header in which the reverse proxy names the address that asked. */
export const addressHeader = 'X-Real-IP';
