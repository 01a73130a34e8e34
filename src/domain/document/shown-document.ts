/** What a reader reads from a person's document. It is held in memory, for the one stop, and never on a disk. */
export interface ShownDocument {
  kind: DocumentKind;
  /** As a person is found by it (document-number.ts). */
  number: string;
  /** As the document has it; of a travel document the letters of its machine-readable lines. */
  name: string;
  /** YYYYMMDD; 0 for what it does not say. */
  birth: number;
  /** The last day of its validity, YYYYMMDD; 0: it has no end. */
  validUntil: number;
}

export const documentKinds = ['id-card', 'travel-document'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** Whether a day YYYYMMDD is one of the calendar. */
export function isDay(day: number): boolean {
  const [year, month, date] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100];
  const found = new Date(Date.UTC(year, month - 1, date));
  return year >= 1900 && year < 2200 && found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
}

/** Whether a document is over on a day of the district. */
export function isOver({ validUntil }: Pick<ShownDocument, 'validUntil'>, day: number): boolean {
  return validUntil !== 0 && validUntil < day;
}
