import type { Approval } from '../../domain/access/approval.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import { roleWords } from '../../ui/language/role-words.ts';
import { language } from '../../ui/language/languages.ts';
import { approvalTexts } from '../../ui/texts/authority/approvals.ts';
import { commandWords } from '../../ui/texts/authority/fleet.ts';
import { overrideReasonTexts } from '../../ui/texts/authority/overrides.ts';
import { healthTexts } from '../../ui/texts/common/health.ts';

/** What is asked for, its object first: "Wipe: 7 sentries". */
export function approvalTitle({ subject }: Approval): string {
  const t = approvalTexts[language()];
  switch (subject.kind) {
    case 'command':
      return t.command(commandWords[language()][subject.command], count(subject.devices, language()));
    case 'case-close':
      return t.closeCase(subject.case);
    case 'case-reopen':
      return t.reopenCase(subject.case);
    case 'access-withhold':
      return subject.maskedName
        ? t.withholdOf(subject.maskedName, subject.case, count(subject.days, language()))
        : t.withhold(subject.case, count(subject.days, language()));
    case 'account-invite':
      return t.inviteAgain(subject.name || '—');
    case 'factor-reset':
      return t.resetFactor(subject.name || '—');
    case 'person-merge':
      return t.mergePersons(subject.maskedName, subject.otherName);
    case 'person-unmerge':
      return t.unmergePersons(subject.maskedName, subject.otherName);
    case 'override':
      return t.setColour(subject.maskedName, healthTexts[language()][subject.colour]);
    case 'policy':
      return t.policy(count(subject.version, language()));
  }
}

/** What is to be known of it before one decides, each in a few words. */
export function approvalFacts({ subject, reason }: Approval): string[] {
  const t = approvalTexts[language()];
  const digits = (value: number) => count(value, language());
  const said = reason ? [`${t.reason} ${reason}`] : [];
  switch (subject.kind) {
    case 'command': {
      const { sites, devices, hours } = subject;
      const list = sites.join(language() === 'en' ? ', ' : '、');
      const where = sites.length > 0 ? [t.at(list, sites.length < devices && sites.length === 5)] : [];
      return [...where, t.hours(digits(hours)), ...said];
    }
    case 'case-close':
    case 'case-reopen':
      return [`${subject.purpose} · ${t.caseHolds(digits(subject.scans), digits(subject.visits))}`, ...said];
    case 'access-withhold':
      return [
        `${subject.purpose} · ${t.caseOpened(dateTime(subject.openedAt, language()))}`,
        ...(subject.maskedName ? [] : [t.withholdPersons(digits(subject.persons))]),
        ...(subject.earlier > 0 ? [t.withheldEarlier(digits(subject.earlier))] : []),
        ...said,
      ];
    case 'account-invite':
    case 'factor-reset': {
      const where = subject.subdistricts.join(language() === 'en' ? ', ' : '、') || t.wholeDistrict;
      const used = subject.lastUsed > 0 ? [t.accountUsed(dateTime(subject.lastUsed, language()))] : [];
      return [subject.email, `${roleWords(subject.roles)} · ${where}`, ...used, ...said];
    }
    case 'person-merge':
    case 'person-unmerge':
      return said;
    case 'override':
      return [
        `${t.reason} ${overrideReasonTexts[language()][subject.reason]}`,
        t.holdsUntil(dateTime(subject.until, language())),
      ];
    case 'policy':
      return [t.signatures(digits(subject.signatures), digits(subject.needed))];
  }
}

/** What it does that cannot be taken back by the next press; '' for nothing of the kind. */
export function approvalEffect({ subject }: Approval): string {
  const t = approvalTexts[language()];
  if (subject.kind === 'case-close') return t.closeEffect;
  if (subject.kind === 'access-withhold') return t.withholdEffect;
  if (subject.kind === 'account-invite') return t.inviteEffect;
  if (subject.kind === 'factor-reset') return t.resetEffect;
  if (subject.kind === 'person-merge') return t.mergeEffect;
  if (subject.kind === 'person-unmerge') return t.unmergeEffect;
  if (subject.kind === 'override') return t.colourEffect;
  return subject.kind === 'command' && subject.command === 'wipe' ? t.wipeEffect : '';
}

/** Who learns of it when it is confirmed; '' for nobody by themselves. */
export function approvalTold({ subject }: Approval): string {
  const t = approvalTexts[language()];
  if (subject.kind === 'account-invite' || subject.kind === 'factor-reset') return t.toldHolder;
  if (subject.kind === 'override' || subject.kind === 'person-merge' || subject.kind === 'person-unmerge')
    return t.toldPerson;
  return subject.kind === 'command' ? t.toldSentries : '';
}

/** How many it is about. */
export function approvalCount({ subject }: Approval): number {
  return subject.kind === 'command' ? subject.devices : 1;
}
