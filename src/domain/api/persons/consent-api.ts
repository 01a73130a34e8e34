import type { ConsentAct, NoticePurpose, Withdrawable } from '../../privacy/notices.ts';
import type { BothLanguages } from '../../site/advice.ts';
import type { PersonRequest } from '../api.ts';

/** What pages and server say to one another about privacy notices, and what a person agreed to. */

/** GET district: whose notices these are. */
export interface DistrictAnswer {
  name: BothLanguages;
  /** Whom to call, as people write it. */
  phone: string;
}

/** What became of a notice. */
export interface ConsentRow {
  purpose: NoticePurpose;
  version: number;
  act: ConsentAct;
  /** UTC ms; of visits and passes the beginning of the day. */
  at: number;
  /** By the person, by who stands for them, or at a desk. */
  via: 'own' | 'guardian' | 'desk';
}

/** GET me/agreements: the latest first. */
export interface AgreementsAnswer {
  rows: ConsentRow[];
  /** What can be withdrawn now. */
  withdrawable: Withdrawable[];
  /** Whether passes on the phone wait for being agreed to again. */
  passWithdrawn: boolean;
  /** Passes on paper that are valid now. */
  papers: number;
  /** Others whose guardian this account is: what is asked for one of them is asked by the guardian. */
  isGuardian: boolean;
  now: number;
}

/** POST me/withdraw */
export interface WithdrawConsentRequest extends PersonRequest {
  purpose: Withdrawable;
}
export interface WithdrawConsentAnswer {
  /** How many passes are refused at every gate from now on. */
  passes: number;
}
