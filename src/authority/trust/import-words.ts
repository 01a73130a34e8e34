import { hashListName, prefixTexts } from '../../domain/credential/hash-lists.ts';
import { count } from '../../ui/language/format.ts';
import { language } from '../../ui/language/languages.ts';
import { importReasonsInChinese, trustTexts } from '../../ui/texts/authority/trust.ts';
import type { Imported, ImportFault } from './trust-import.ts';

/** What the import code says of one key. What has no Chinese stands in English: it is for those who made the file. */
function reasonWords(said: string): string {
  if (language() === 'en') return said;
  const known = importReasonsInChinese.find(([pattern]) => pattern.test(said));
  if (!known) return said;
  const [pattern, words] = known;
  return words.replace('$1', pattern.exec(said)?.[1] ?? '');
}

/** Why nothing was taken in. */
export function importFaultWords({ code, message, position }: ImportFault): string {
  const t = trustTexts[language()];
  const what =
    position && position.of > 1
      ? t.nthCertificate(String(position.number), String(position.of))
      : t[`fault_${code}`];
  return message ? `${what} ${t.reason(reasonWords(message))}` : what;
}

/** What came of an import. */
export function importedWords({ added, known, refused, revocations, hashList }: Imported): string {
  const t = trustTexts[language()];
  const digits = (value: number) => count(value, language());
  const parts: string[] = [];
  if (revocations) parts.push(t.revocations(String(revocations.ctr), digits(revocations.rids.length)));
  else if (hashList) parts.push(t.hashList(hashListName(hashList), digits(prefixTexts(hashList).length)));
  else if (added.length === 0) parts.push(t.nothingNew);
  else {
    parts.push(t.added(digits(added.length)));
    if (known > 0) parts.push(t.known(digits(known)));
  }
  if (refused.length > 0) {
    const separator = language() === 'en' ? '; ' : '；';
    parts.push(
      t.leftOut(refused.map(({ kid, why }) => `${kid || '?'} (${reasonWords(why)})`).join(separator)),
    );
  }
  return parts.join(' ');
}
