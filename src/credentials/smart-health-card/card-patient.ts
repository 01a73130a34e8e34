import { birthDate, foreignMoment } from '../foreign/foreign-dates.ts';
import { foreignPerson } from '../foreign/foreign-person.ts';
import type { ForeignPerson } from '../foreign/foreign.ts';
import { isModified, isStated, listed } from './fhir.ts';
import { own, ownList, ownText } from './jws.ts';

/** A patient of a card. */
export interface CardPatient {
  /** Null when the record names nobody by a name in use, or is not to be used. */
  person: ForeignPerson | null;
  /** Whether the record holds what may change its meaning and is not understood. */
  modified: boolean;
}

/** Reads the Patient resource. @param now UTC ms: names come in and out of use */
export function readPatient(patient: unknown, now: number): CardPatient {
  if (!isStated(patient)) return { person: null, modified: false };
  if (isModified(patient) || isNoOnesRecord(patient)) return { person: null, modified: true };
  const name = nameInUse(ownList(patient, 'name'), now);
  return {
    person: foreignPerson({ ...name, birthDate: birthDate(ownText(patient, 'birthDate')) }),
    modified: false,
  };
}

/** The modifier elements of Patient besides: a record out of use, replaced by another, or of somebody who has died. */
function isNoOnesRecord(patient: unknown): boolean {
  return (
    (isStated(own(patient, 'active')) && own(patient, 'active') !== true) ||
    listed(patient, 'link').some((link) => ownText(link, 'type') !== 'seealso') ||
    (isStated(own(patient, 'deceasedBoolean')) && own(patient, 'deceasedBoolean') !== false) ||
    isStated(own(patient, 'deceasedDateTime'))
  );
}

/** The uses of a name that a person goes by, best first. "old" and "maiden" are out of use, "anonymous" and "nickname" name nobody. */
const uses = ['official', 'usual', '', 'temp'];

function nameInUse(names: unknown[], now: number): { family: string; given: string } {
  const named = names
    .filter((name) => isCurrent(own(name, 'period'), now))
    .map((name) => ({ rank: rankOf(name), ...partsOf(name) }))
    .filter(({ rank, family, given }) => rank >= 0 && (family || given));
  return named.toSorted((a, b) => a.rank - b.rank)[0] ?? { family: '', given: '' };
}

function rankOf(name: unknown): number {
  const use = own(name, 'use') ?? '';
  return isStated(own(name, '_use')) ? -1 : uses.indexOf(use as string);
}

/** Whether a period has begun and not ended. An end that cannot be read may be over. */
function isCurrent(period: unknown, now: number): boolean {
  const [start, end] = [own(period, 'start'), own(period, 'end')];
  const begun = !isStated(start) || (foreignMoment(start)?.earliest ?? -Infinity) <= now;
  return begun && (!isStated(end) || (foreignMoment(end)?.latest ?? -Infinity) >= now);
}

function partsOf(name: unknown): { family: string; given: string } {
  const given = ownList(name, 'given').filter((part) => typeof part === 'string');
  return {
    family: ownText(name, 'family') || (given.length === 0 ? ownText(name, 'text') : ''),
    given: given.join(' '),
  };
}

/** The entry of a bundle that holds the card's patient. */
export interface PatientEntry {
  fullUrl: string;
  patient: unknown;
}

/**
 * Whose a statement is by the reference it makes: the card's patient where it makes none, since a card has one. 'unclear'
 * when it names somebody without a reference that could be followed.
 */
export function subjectOf(
  reference: unknown,
  { fullUrl, patient }: PatientEntry,
): 'patient' | 'other' | 'unclear' {
  if (!isStated(reference)) return 'patient';
  const text = ownText(reference, 'reference');
  if (text === '') return isIdentified(own(reference, 'identifier'), patient) ? 'patient' : 'unclear';
  if (text === fullUrl) return 'patient';
  const relative =
    /^(?:(https?:\/\/.*)\/)?(Patient\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(text);
  if (!relative) return 'other';
  const [, base, path] = relative;
  const id = ownText(patient, 'id');
  if (base !== undefined) return fullUrl === `${base}/${path}` ? 'patient' : 'other';
  return fullUrl.endsWith(`/${path}`) || (id !== '' && path === `Patient/${id}`) ? 'patient' : 'other';
}

/** Whether an identifier is one of the patient's. */
function isIdentified(identifier: unknown, patient: unknown): boolean {
  const value = ownText(identifier, 'value');
  if (value === '') return false;
  return ownList(patient, 'identifier').some(
    (own_) => ownText(own_, 'value') === value && ownText(own_, 'system') === ownText(identifier, 'system'),
  );
}
