import { language } from '../../ui/language/languages.ts';
import { handTexts } from '../../ui/texts/gate/hand.ts';
import { shiftCodeTexts } from '../../ui/texts/gate/roster.ts';
import { secondProofTexts } from '../../ui/texts/gate/second-proof.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import type { ShiftCodeTaken } from '../../store/district/roster-keeper.ts';
import type { CardProgress } from '../shown/split-card.ts';

/** What the words on the picture depend on. */
export interface Asking {
  /** Somebody is being checked, and maybe measured once `again`. */
  checking: 'once' | 'again' | null;
  /** What became of a shift's code that was held before the camera. */
  shiftCode: ShiftCodeTaken | null;
  /** Why a code that is in view is not taken. */
  hint: 'notAPass' | 'oneAtATime' | 'layAgain' | null;
  /** How far a card that is split over several codes has been shown. */
  card: CardProgress | null;
  handHeld: boolean;
  readsDocuments: boolean;
  /** True while another proof of a person is waited for. */
  secondProof: boolean;
  /** The code that phones answer; null while none is shown. */
  sentryCode: string | null;
}

/** What the visitor is asked to do. */
export function asked(asking: Asking): string {
  const { checking, shiftCode, hint, card, handHeld, secondProof, sentryCode } = asking;
  const t = sentryTexts[language()];
  if (checking) return checking === 'again' ? t.measuringAgain : t.checking;
  if (shiftCode) return shiftCodeTexts[language()][shiftCode];
  if (hint) return t[hint];
  if (card) return t.cardProgress(card.have, card.total);
  if (secondProof) return secondProofTexts[language()].showOther;
  // What comes first stands largest: who shows a code that answers nothing is sent back to begin anew.
  if (sentryCode) return t.scanFirst;
  return handHeld ? handTexts[language()].pointAt : t.showCode;
}

/** How that is done. */
export function askedHint(asking: Asking): string {
  const { checking, sentryCode, secondProof, handHeld, readsDocuments } = asking;
  const t = sentryTexts[language()];
  if (checking === 'again') return t.measuringAgainHint;
  if (sentryCode) return t.scanFirstHint;
  if (secondProof) return '';
  if (handHeld) return handTexts[language()].pointHint;
  return readsDocuments ? t.showOrLayHint : t.showCodeHint;
}
