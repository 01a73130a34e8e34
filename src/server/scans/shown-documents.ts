import type { ScanRow } from '../../domain/scan/scan-row.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { indexesOf } from '../keys/signer.ts';
import { documentPass, logDocumentPass } from '../passes/document-passes.ts';
import { personWith } from '../people/number-owner.ts';
import type { App } from '../vm/vm.ts';

/**
 * Records with the number of a document, made while nobody could say whose it is. The number becomes what the passage is found by, and is
 * gone with this request: it is in no table, no log and no notice. While the signer is away no such record is taken: it waits, sealed, on
 * its tablet.
 */

/**
 * Gives each record with a document the pass that it is found by.
 * @returns the index of each document, by its record's seq
 * @throws Fault 'signer' while it is away or at its limit
 */
export function nameDocuments(records: readonly (ScanRow | string)[]): ReadonlyMap<number, string> {
  const shown = records.filter(
    (row): row is ScanRow & { document: string } => typeof row !== 'string' && row.document !== undefined,
  );
  const numbers = [...new Set(shown.map(({ document }) => document))];
  const found = numbers.length > 0 ? indexesOf('id-number', numbers) : [];
  const indexes = new Map(numbers.map((number, at) => [number, found[at]!]));
  return new Map(
    shown.map((row) => {
      const index = indexes.get(row.document)!;
      row.pass = documentPass(index, localDay(row.t));
      delete (row as ScanRow).document;
      return [row.seq, index];
    }),
  );
}

/** Logs whose the passages are, as far as somebody has the number. Within the transaction that stores them. */
export function logDocuments(
  app: App,
  indexes: ReadonlyMap<number, string>,
  stored: readonly ScanRow[],
): void {
  if (indexes.size === 0) return;
  for (const { seq, t } of stored) {
    const index = indexes.get(seq);
    const person = index === undefined ? null : personWith(app, index);
    if (person !== null) logDocumentPass(app, person, index!, localDay(t));
  }
}
