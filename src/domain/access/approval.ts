/**
 * What harms many takes two officials: one asks, another decides. What pages and server say to one another about it, under
 * /api/sitecode/approval(s).
 */
import { hasRight, type Right, type StaffRole } from './rights.ts';
import type { WorkRow } from '../api/work-api.ts';
import type { CommandKind } from '../fleet/sentry-command.ts';
import type { OverrideColour, OverrideReason } from '../policy/override.ts';

export const approvalKinds = [
  'command',
  'case-close',
  'case-reopen',
  'access-withhold',
  'account-invite',
  'factor-reset',
  'person-merge',
  'person-unmerge',
  'override',
  'policy',
] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Who may ask, and who may decide on what another account asked: those who see what it is about. */
export const approvalRights: Record<ApprovalKind, { ask: Right; decide: Right }> = {
  command: { ask: 'fleet.command', decide: 'fleet.approve' },
  'case-close': { ask: 'case.end', decide: 'case.approve' },
  'case-reopen': { ask: 'case.end', decide: 'case.approve' },
  'access-withhold': { ask: 'access.withhold', decide: 'access.withhold' },
  'account-invite': { ask: 'accounts.manage', decide: 'accounts.manage' },
  'factor-reset': { ask: 'accounts.manage', decide: 'accounts.manage' },
  'person-merge': { ask: 'merge.ask', decide: 'merge.decide' },
  'person-unmerge': { ask: 'merge.ask', decide: 'merge.decide' },
  override: { ask: 'override.ask', decide: 'override.decide' },
  policy: { ask: 'policy.draft', decide: 'policy.sign' },
};

/** Rights by which an official is one of two. */
const approvingRights: readonly Right[] = [
  ...new Set([...approvalKinds.map((kind) => approvalRights[kind].decide), 'custody.certify' as const]),
];

/** The rights among these roles' by which an account decides on what another asked. It is entered with codes of two administrators. */
export function approvingRightsOf(held: readonly string[]): Right[] {
  return approvingRights.filter((right) => hasRight(held, right));
}

/** What nobody decided on by then is over, ms. */
export const approvalMs = 24 * 3_600_000;
/** The key of a case that was closed is kept for so long: until then two officials can open it again. */
export const caseKeyMs = 30 * 86_400_000;

export type ApprovalState = 'waiting' | 'confirmed' | 'declined' | 'withdrawn' | 'expired';

/** What is asked. */
export type ApprovalSubject =
  | {
      kind: 'command';
      command: CommandKind;
      /** How many sentries, and some of their sites by name. */
      devices: number;
      sites: string[];
      hours: number;
    }
  | { kind: 'case-close' | 'case-reopen'; case: number; purpose: string; scans: number; visits: number }
  | {
      kind: 'access-withhold';
      case: number;
      purpose: string;
      /** Of the person whose reads alone it is of; '' for everybody's. */
      maskedName: string;
      days: number;
      /** When the case was opened, UTC ms. */
      openedAt: number;
      /** Persons who would not see reads that are in their log so far. */
      persons: number;
      /** How often reads for this case were withheld before. */
      earlier: number;
    }
  | {
      /** Of an account that is in use: a new invitation, with which whoever has it sets another password, or no second factor. */
      kind: 'account-invite' | 'factor-reset';
      name: string;
      email: string;
      roles: StaffRole[];
      /** None: the whole district. */
      subdistricts: string[];
      /** The last sign-in or renewal, UTC ms. */
      lastUsed: number;
      factorSince: number;
    }
  | {
      kind: 'person-merge' | 'person-unmerge';
      /** Of the record that stands, or stood, for both, and of the other. */
      maskedName: string;
      otherName: string;
    }
  | {
      kind: 'override';
      maskedName: string;
      colour: OverrideColour;
      reason: OverrideReason;
      /** Until when the colour is to hold, UTC ms. */
      until: number;
    }
  | {
      /** The open draft of a policy: approved by signatures, which are made on the page of the policy alone. */
      kind: 'policy';
      version: number;
      signatures: number;
      needed: number;
    };

export interface Approval {
  /** Unique within its kind. */
  id: string;
  subject: ApprovalSubject;
  /** In words; '' where it comes from a list or none is asked for. */
  reason: string;
  /** Names of officials; times UTC ms, 0 for not yet. */
  askedBy: string;
  askedAt: number;
  /** 0: it waits until somebody decides. */
  expires: number;
  state: ApprovalState;
  decidedBy: string;
  decidedAt: number;
  /** Whether the asker of this list asked for it, or has signed it: then another must decide. */
  mine: boolean;
}

/** GET approvals: those that wait first, then the latest others. */
export interface ApprovalsAnswer {
  approvals: Approval[];
  now: number;
}

/** POST approval/decide, of every kind but 'policy'. What was asked is done in the same moment. */
export interface ApprovalDecision {
  kind: ApprovalKind;
  id: string;
  confirm: boolean;
}

/** POST approval/withdraw: by who asked, for commands and cases. */
export interface ApprovalWithdrawal {
  id: string;
}

/** GET trays: what waits for the asker to decide, by kind, and their own long work. */
export interface TraysAnswer {
  /** Whether the asker decides on anything at all. */
  decides: boolean;
  waiting: { kind: ApprovalKind; count: number }[];
  work: WorkRow[];
  /** Of what is unusual in the audit log, how much happened lately; left out for who does not see it. */
  unusual?: number;
  /** What people ask about themselves that waits for the asker's decision; left out for who decides on none. */
  requests?: { waiting: number; overdue: number };
  now: number;
}
