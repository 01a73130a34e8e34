import type { Act, Asked } from '../approvals/approvals.ts';
import { caseFacts, closeCase, reopenCase } from '../cases/cases.ts';
import { demandWithholdable, withhold, withholdingFacts } from '../cases/withholdings.ts';
import { demandMergeable, demandMerged, maskedNames, merge, pairOf, unmerge } from '../merges/merges.ts';
import { accountByTwo } from '../staff/by-two.ts';
import { areInScope, giveCommand, sitesOf } from '../fleet/commands.ts';

import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

type Command = Extract<Asked, { kind: 'command' }>;
type CaseAct = Extract<Asked, { kind: 'case-close' | 'case-reopen' }>;
type Merge = Extract<Asked, { kind: 'person-merge' }>;
type Unmerge = Extract<Asked, { kind: 'person-unmerge' }>;
type Withholding = Extract<Asked, { kind: 'access-withhold' }>;

function maskedNameOf(app: App, person: string): string {
  const found = row<{ maskedName: string }>(
    app,
    ['maskedName'],
    'select maskedName from persons where id = {:person}',
    { person },
  );
  return found?.maskedName ?? '';
}

const command: Act = {
  isWithin(app, asked, scope) {
    return areInScope(app, scope, (asked as Command).devices);
  },
  demandPossible(app, asked) {
    sitesOf(app, (asked as Command).devices);
  },
  carryOut(app, asked, { asker, official, reason }, now) {
    const { command: kind, devices, hours } = asked as Command;
    const staff = { id: asker.id, name: asker.getString('name'), approvedBy: official.id };
    giveCommand(app, { kind, devices, hours, reason }, staff, now);
  },
  subject(app, asked) {
    const { command: kind, devices, hours } = asked as Command;
    return {
      kind: 'command',
      command: kind,
      devices: devices.length,
      sites: sitesOf(app, devices, false),
      hours,
    };
  },
};

function caseAct(kind: CaseAct['kind'], before: 'open' | 'closed', act: typeof closeCase): Act {
  return {
    // A case is of no sub-district.
    isWithin: () => true,
    demandPossible(app, asked, now) {
      caseFacts(app, (asked as CaseAct).case, before, now);
    },
    carryOut(app, asked, { asker }, now) {
      act(app, asker.id, (asked as CaseAct).case, now);
    },
    subject(app, asked, now) {
      const number = (asked as CaseAct).case;
      return { kind, case: number, ...caseFacts(app, number, 'any', now) };
    },
  };
}

const accessWithhold: Act = {
  // A case is of no sub-district.
  isWithin: () => true,
  demandPossible(app, asked, now) {
    const { case: id, person = '' } = asked as Withholding;
    demandWithholdable(app, id, person, now);
  },
  carryOut(app, asked, by, now) {
    const { case: id, days, person = '' } = asked as Withholding;
    withhold(app, { id, person, days }, by, now);
  },
  subject(app, asked, now) {
    const { case: id, days, person = '' } = asked as Withholding;
    const { purpose } = caseFacts(app, id, 'any', now);
    const maskedName = person && maskedNameOf(app, person);
    return {
      kind: 'access-withhold',
      case: id,
      purpose,
      maskedName,
      days,
      ...withholdingFacts(app, id, person),
    };
  },
  persons(_app, asked) {
    const { person } = asked as Withholding;
    return person === undefined ? [] : [person];
  },
};

const personMerge: Act = {
  // A person is of no sub-district.
  isWithin: () => true,
  demandPossible(app, asked) {
    demandMergeable(app, asked as Merge);
  },
  carryOut(app, asked, by, now) {
    merge(app, asked as Merge, by, now);
  },
  subject(app, asked) {
    return { kind: 'person-merge', ...maskedNames(app, asked as Merge) };
  },
  persons(_app, asked) {
    const { person, other } = asked as Merge;
    return [person, other];
  },
};

const personUnmerge: Act = {
  // A person is of no sub-district.
  isWithin: () => true,
  demandPossible(app, asked) {
    demandMerged(app, (asked as Unmerge).merge);
  },
  carryOut(app, asked, by, now) {
    unmerge(app, (asked as Unmerge).merge, by, now);
  },
  subject(app, asked) {
    return { kind: 'person-unmerge', ...maskedNames(app, pairOf(app, (asked as Unmerge).merge)!) };
  },
  persons(app, asked) {
    const { person, other } = pairOf(app, (asked as Unmerge).merge)!;
    return [person, other];
  },
};

/** Everything that takes two officials, from all desks. */
export const approvedActs = {
  command,
  'case-close': caseAct('case-close', 'open', closeCase),
  'case-reopen': caseAct('case-reopen', 'closed', reopenCase),
  'access-withhold': accessWithhold,
  'account-invite': accountByTwo,
  'factor-reset': accountByTwo,
  'person-merge': personMerge,
  'person-unmerge': personUnmerge,
};
