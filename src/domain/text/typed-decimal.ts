/** No field asks for a longer one. */
const longest = 24;

/**
 * A decimal number as people type it into a field: full-width, with a decimal comma or the full stop of a Chinese keyboard,
 * with blanks or commas between thousands. A comma before exactly three digits groups thousands: 1,440 is no 1.44.
 * @returns null for what is no number
 */
export function readDecimal(text: string): number | null {
  if (text.length > longest) return null;
  const typed = text
    .normalize('NFKC')
    .replace(/。/g, '.')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/、/g, ',')
    .trim();
  const whole = /^[+-]?\d{1,3}(?:([ ,'\u2019])\d{3})(?:\1\d{3})*(?=\.|$)/.test(typed)
    ? typed.replace(/[ ,'\u2019]/g, '')
    : typed.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(whole) ? Number(whole) : null;
}
