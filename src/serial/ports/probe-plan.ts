/** In which order a port is asked what is behind it. */
import type { RememberedDevice } from '../devices/device-memory.ts';
import type { Driver } from '../drivers/driver.ts';

/** One opening of the port. */
export interface ProbeStep {
  baudRate: number;
  drivers: readonly Driver[];
}

/** All drivers that speak at a rate hear what comes in at it, whoever is asked. */
function stepsFor(
  drivers: readonly Driver[],
  remembered: readonly RememberedDevice[],
  wanted: (driver: Driver) => boolean,
): ProbeStep[] {
  const rank = ({ id }: Driver): number => {
    const place = remembered.findIndex(({ driver }) => driver === id);
    return place < 0 ? remembered.length : place;
  };
  const sorted = [...drivers].sort((a, b) => rank(a) - rank(b));
  const known = remembered.flatMap(({ driver: id, baudRate }) => {
    const driver = drivers.find((other) => other.id === id);
    const canTell = driver && (wanted(driver) || driver.recognition.by === 'listening');
    return canTell && driver.baudRates.includes(baudRate) ? [baudRate] : [];
  });
  // The first choice of every driver comes before the second of any.
  const asked = drivers.filter(wanted);
  const most = Math.max(0, ...asked.map(({ baudRates }) => baudRates.length));
  const byPlace = Array.from({ length: most }, (_, place) =>
    asked.flatMap(({ baudRates }) => baudRates[place] ?? []),
  ).flat();
  return [...new Set([...known, ...byPlace])].map((baudRate) => ({
    baudRate,
    drivers: sorted.filter(({ baudRates }) => baudRates.includes(baudRate)),
  }));
}

/** The rates at which somebody can be asked; what was found behind such a port before comes first. */
export function questions(drivers: readonly Driver[], remembered: readonly RememberedDevice[]): ProbeStep[] {
  return stepsFor(drivers, remembered, ({ recognition }) => recognition.by === 'asking');
}

/** Where to listen between two rounds of questions: in each round at another rate. Undefined when nobody sends by itself. */
export function listening(
  drivers: readonly Driver[],
  remembered: readonly RememberedDevice[],
  round: number,
): ProbeStep | undefined {
  const steps = stepsFor(drivers, remembered, ({ recognition }) => recognition.by === 'listening');
  return steps[round % steps.length];
}

/** What staff said is behind such a port: taken for it where nobody answers. */
export function chosenDevice(
  drivers: readonly Driver[],
  remembered: readonly RememberedDevice[],
): { baudRate: number; driver: Driver } | undefined {
  const choice = remembered.find(({ chosen }) => chosen);
  const driver = drivers.find(({ id }) => id === choice?.driver);
  return driver && choice ? { driver, baudRate: choice.baudRate } : undefined;
}

/** How long an answer may take, ms: its bytes at this rate, and what a device, a USB bridge and a busy page take. */
export function answerWithinMs(driver: Driver, baudRate: number): number {
  const bytes = driver.recognition.by === 'asking' ? driver.recognition.answerBytes : 0;
  return 150 + Math.ceil((bytes * 10 * 1000) / baudRate);
}
