import type { WorkSubject } from '../../../domain/api/work-api.ts';
import { count, dayText } from '../../language/format.ts';
import { language } from '../../language/languages.ts';
import { exportListTexts, trayTexts } from '../../texts/kit/tray.ts';

/** What long work is, in the language now shown: "Replay of version 3, 2026-11-16 – 2026-11-29, whole district". */
export function workWords(subject: WorkSubject): string {
  const t = trayTexts[language()];
  if (subject.kind === 'export') return t.exportOf(exportListTexts[language()][subject.list]);
  if (subject.kind === 'audit-check') return t.auditCheck;
  const { version, site, first, last } = subject;
  const days = first === last ? dayText(first) : `${dayText(first)} – ${dayText(last)}`;
  const what = t.replay(version === 'draft' ? t.draft : t.version(count(version, language())), days);
  return `${what}${language() === 'en' ? ', ' : '，'}${site?.name ?? t.district}`;
}
