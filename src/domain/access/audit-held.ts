import type { StaffRole } from './rights.ts';

/** As what an official acted: their roles, and the sub-districts that they were for; none: the whole district. */
export interface Held {
  roles: StaffRole[];
  subdistricts: string[];
}

/** How an entry of the audit log says it: "tracer,case-officer" or "desk-clerk in North,South". */
export function heldText({ roles, subdistricts }: Held): string {
  return roles.join(',') + (subdistricts.length > 0 ? ` in ${subdistricts.join(',')}` : '');
}

/** Null where an entry says nothing of it: its actor is no official, or an earlier version wrote it. */
export function readHeld(text: string): Held | null {
  if (text === '') return null;
  // No role has a blank in its name.
  const at = text.indexOf(' in ');
  const [roles, its] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 4)];
  return { roles: roles.split(',') as StaffRole[], subdistricts: its === '' ? [] : its.split(',') };
}
