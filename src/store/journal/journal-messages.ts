import type { SealedRecord } from '../../domain/scan/sealed-record.ts';
import type { JournalContent } from './journal-log.ts';
import type { JournalPlace } from './journal-place.ts';
import type { Entry } from '../records/scan-ledger.ts';
import type { SeqRanges } from '../records/seq-ranges.ts';

/** What the page asks of the journal's thread; each is answered by its `id`, in order. */
export type JournalRequest = { id: number } & (
  | { type: 'open'; folder: string; place: JournalPlace }
  | { type: 'append'; write: number; groups: Entry[][] }
  | { type: 'read'; chain: string; ranges: SeqRanges }
  | { type: 'clear-damage' }
  | { type: 'close' }
);

export type JournalAnswer =
  | { id: number; value: JournalContent | SealedRecord[] | null }
  | { id: number; fault: { name: string; message: string } };
