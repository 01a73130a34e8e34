import { noticeVersions, type NoticePurpose } from '../../../domain/privacy/notices.ts';
import { Fault } from '../../vm/fault.ts';

/**
 * For what purpose the request that is being answered collects something from somebody, as its row of the table of routes says, which
 * version of the notice its page showed, and whether that was noted; null outside of requests. A virtual machine answers one request at
 * a time.
 */
let declared: { purpose: NoticePurpose; version: number; noted: boolean } | null = null;

/**
 * Does a request's work.
 * @param said the version that the page says it showed; undefined where it says nothing, as pages of before notices do
 * @throws Fault 'malformed' for a version that does not exist
 * @throws Error where its row says that it collects something and it noted no notice: then nothing of its answer goes out
 */
export function declaringNotice<Value>(
  purpose: NoticePurpose | undefined,
  said: unknown,
  work: () => Value,
): Value {
  if (purpose === undefined) return work();
  const version = said === undefined ? 0 : said;
  if (!Number.isInteger(version) || (version as number) < 0 || (version as number) > noticeVersions[purpose])
    throw new Fault('malformed', '"notice" must be the version of the privacy notice that was shown.');
  const before = declared;
  const own = { purpose, version: version as number, noted: false };
  declared = own;
  try {
    const value = work();
    if (!own.noted)
      throw new Error(
        'This route collects something of persons, and did not note the notice (server/people/consents.ts).',
      );
    return value;
  } finally {
    declared = before;
  }
}

/** What the request that is being answered collects for, and the version that was shown: 0 where the page says none. It counts as noted. */
export function noticeShown(): { purpose: NoticePurpose; version: number } {
  if (!declared) throw new Error('This route’s row names no notice (domain/api/routes).');
  declared.noted = true;
  const { purpose, version } = declared;
  return { purpose, version };
}
