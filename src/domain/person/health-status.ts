/** What a pass and a status page say of a person's health. The orders are the numbers in a pass (docs/formats.md). */
export const colours = ['unknown', 'green', 'yellow', 'red'] as const;
export const testResults = ['none', 'negative', 'positive', 'pending'] as const;

/** The colour of a health code. */
export type Colour = (typeof colours)[number];
/** The last nucleic acid result. 'none': no test is known. */
export type TestResult = (typeof testResults)[number];

/** A person's health status at one moment. */
export interface HealthStatus {
  colour: Colour;
  lastResult: TestResult;
  /** When the last sample was taken, UTC ms (whole minutes in a pass); null when there is none. */
  sampleTime: number | null;
  /** Vaccine doses, 0..14; null when not known. */
  doses: number | null;
  /** The UTC ms of the day (00:00Z) of the last dose; null when there is none. */
  lastDose: number | null;
}
