import { html, nothing, type TemplateResult } from 'lit';
import type { ReplayedScan, Said } from '../../domain/api/policy-api.ts';
import type { Outcome } from '../../domain/policy/outcome.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { dateTimeSeconds } from '../../ui/language/clock.ts';
import type { Language } from '../../ui/language/languages.ts';
import type { ReasonWords } from '../../ui/language/reason-words.ts';
import { replayTexts } from '../../ui/texts/authority/replay.ts';
import { outcomeTexts } from '../../ui/texts/common/outcomes.ts';
import { causeTexts, emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import '../../ui/theme/outcome-mark.ts';
import { scanKeyText } from '../../domain/policy/scan-key.ts';
import { changeOf, sameSaid } from './replay-result.ts';

interface Words {
  /** Words of the rules by which the scans were decided, and of the version asked for. */
  recorded: ReasonWords;
  asked: ReasonWords;
  language: Language;
}

/** What a cell says: a verdict with its reasons, or a word on why there is none. */
interface Told {
  outcome: Outcome | 'emergency' | null;
  notes: string[];
  /** A note that is a warning. */
  warning: string;
}

/** The table of replayed scans: what each decided, what its own version says of its facts, and what the version asked for says. */
export function replayTable(words: Words): TableSpec<ReplayedScan> {
  const { language } = words;
  const t = replayTexts[language];
  const column = (id: 'recorded' | 'byThen' | 'now', title: string) => ({
    id,
    title,
    cell: (scan: ReplayedScan) => drawn(told(scan, id, words)),
    text: (scan: ReplayedScan) => written(told(scan, id, words), language),
  });
  return {
    name: 'replay',
    title: t.scansHeading,
    key: scanKeyText,
    rowName: scanKeyText,
    usualSort: 'when',
    isMarked: (scan) => changeOf(scan) === 'outcome',
    columns: [
      {
        id: 'when',
        title: t.when,
        isName: true,
        cell: ({ t: at }) => html`<time datetime=${new Date(at).toISOString()}>${dateTimeSeconds(at)}</time>`,
        text: ({ t: at }) => dateTimeSeconds(at),
        compare: (a, b) => a.t - b.t || a.seq - b.seq,
      },
      {
        id: 'gate',
        title: t.gateHead,
        cell: ({ device }) => t.gate(String(device)),
        compare: (a, b) => a.device - b.device,
      },
      { id: 'key', title: t.key, cell: scanKeyText },
      column('recorded', t.recorded),
      column('byThen', t.byThen),
      column('now', t.now),
    ],
    filters: [
      {
        id: 'change',
        title: t.show,
        options: [
          { value: 'outcome', text: t.showChanged },
          { value: 'any', text: t.showAny },
        ],
        matches: (scan, value) => (value === 'any' ? changeOf(scan) !== null : changeOf(scan) === 'outcome'),
      },
    ],
  };
}

function told(scan: ReplayedScan, column: 'recorded' | 'byThen' | 'now', words: Words): Told {
  const t = replayTexts[words.language];
  const { recorded, byThen, now } = scan;
  const nothingSaid = (note: string): Told => ({ outcome: null, notes: [note], warning: '' });
  // What the same version says of the facts tells which of its reasons stand for unknown ones.
  const unknownThen = byThen ? (scan.unknown?.byThen ?? []) : undefined;
  if (column === 'recorded') {
    const by = t.recordedBy(String(scan.policy));
    if (scan.emergency) return emergency(scan.emergency, by, words.language);
    const unknown = byThen && sameSaid(byThen, recorded) ? unknownThen : undefined;
    return verdict(recorded, words.recorded, unknown, words.language, [by]);
  }
  if (column === 'byThen') {
    if (byThen === null) return nothingSaid(now === null ? silence(scan, words.language) : t.versionGone);
    if (sameSaid(byThen, recorded)) return nothingSaid(t.same);
    return { ...verdict(byThen, words.recorded, unknownThen, words.language), warning: t.differs };
  }
  if (now === null) return nothingSaid(silence(scan, words.language));
  if (sameSaid(now, recorded)) return nothingSaid(t.unchanged);
  return verdict(now, words.asked, scan.unknown?.now ?? [], words.language);
}

function verdict(
  said: Said,
  words: ReasonWords,
  unknown: readonly string[] | undefined,
  language: Language,
  notes: string[] = [],
): Told {
  const { outcome, reasons } = said;
  const why = words.of({ outcome, reasons, ...(unknown && { unknownReasons: unknown }) }, language);
  const joined = why.join(language === 'en' ? '; ' : '；');
  return { outcome, notes: [...(joined ? [joined] : []), ...notes], warning: '' };
}

function emergency(said: NonNullable<ReplayedScan['emergency']>, by: string, language: Language): Told {
  const notes = said === 'let-in' ? [] : [emergencyTexts[language].told(causeTexts[language][said])];
  return { outcome: 'emergency', notes: [...notes, by], warning: '' };
}

/** Why no version says anything. */
function silence(scan: ReplayedScan, language: Language): string {
  return scan.emergency ? emergencyTexts[language].undecided : replayTexts[language].noFactsHere;
}

function drawn({ outcome, notes, warning }: Told): TemplateResult {
  return html`${outcome ? html`<sc-outcome-mark outcome=${outcome}></sc-outcome-mark>` : nothing}
  ${notes.map((note) => html`<div class=${outcome ? '' : 'soft'}>${note}</div>`)}
  ${warning ? html`<div class="fault">${warning}</div>` : nothing}`;
}

function written({ outcome, notes, warning }: Told, language: Language): string {
  return [outcome ? outcomeTexts[language][outcome] : '', ...notes, warning].filter(Boolean).join(' · ');
}
