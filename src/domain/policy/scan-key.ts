import type { ScanKey } from '../api/policy-api.ts';

/** A scan's key as people copy it: "1779249606000-12-4711". */
export function scanKeyText({ t, device, seq }: ScanKey): string {
  return `${t}-${device}-${seq}`;
}

/** The key of such a text; null when it is none. */
export function scanKeyOf(text: string): ScanKey | null {
  const found = /^(\d{1,15})-(\d{1,15})-(\d{1,15})$/.exec(text.trim());
  return found ? { t: Number(found[1]), device: Number(found[2]), seq: Number(found[3]) } : null;
}
