import { own, ownList, ownText } from './jws.ts';

/** What FHIR R4 resources have in common, as far as cards are read for it. */

export interface Coding {
  system: string;
  code: string;
  /** The code in words; '' without. */
  display: string;
}

/** The codings of a CodeableConcept. */
export function codings(concept: unknown): Coding[] {
  return listed(concept, 'coding').map((coding) => ({
    system: ownText(coding, 'system'),
    code: ownText(coding, 'code'),
    display: ownText(coding, 'display'),
  }));
}

/** Whether a field is stated at all: FHIR has no null and no empty list, and writers that send them mean nothing by it. */
export function isStated(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** A field that is a list; what is no list, as some write a single one, is a list of one. */
export function listed(element: unknown, name: string): unknown[] {
  const value = own(element, name);
  if (!isStated(value)) return [];
  return Array.isArray(value) ? ownList(element, name) : [value];
}

/** The fields of an element that begin with `name` and go on with a type, as `value[x]`; those not stated left out. */
export function choices(element: unknown, name: string): { type: string; value: unknown }[] {
  if (element === null || typeof element !== 'object') return [];
  const pattern = new RegExp(`^${name}[A-Z]`);
  return Object.entries(element)
    .filter(([field, value]) => pattern.test(field) && isStated(value))
    .map(([field, value]) => ({ type: field.slice(name.length), value }));
}

/** Deeper than any resource of a card. */
const mostDepth = 40;

/**
 * Whether a resource holds what may change its meaning in a way that is not known here: rules it was made by, an extension
 * that modifies, at any depth (FHIR R4 2.4, 2.27). Such a resource must not be used as if it did not.
 */
export function isModified(resource: unknown): boolean {
  return (
    isStated(own(resource, 'implicitRules')) ||
    isStated(own(resource, '_implicitRules')) ||
    modifies(resource, 0) ||
    isTestData(resource)
  );
}

function modifies(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (depth > mostDepth) return true;
  if (Array.isArray(value)) return value.some((item) => modifies(item, depth + 1));
  return Object.entries(value).some(
    ([name, inner]) => (name === 'modifierExtension' && isStated(inner)) || modifies(inner, depth + 1),
  );
}

/** Marked as made up for tests (HL7's HTEST): it happened to nobody. */
function isTestData(resource: unknown): boolean {
  const meta = own(resource, 'meta');
  return [...listed(meta, 'security'), ...listed(meta, 'tag')].some(
    (coding) => ownText(coding, 'code') === 'HTEST',
  );
}
