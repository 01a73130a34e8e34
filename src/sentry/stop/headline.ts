import { html } from 'lit';
import { language } from '../../ui/language/languages.ts';

/** A headline as it fits its place. */
export interface Headline {
  lines: string[];
  /** Of the letters, px. */
  size: number;
}

/** Of a line, beside its letters. */
export const headlineLeading = 1.12;
/** What a headline takes of the screen's height: read from two metres, it is never less where the width allows it. */
const leastShare = 0.125;
const mostShare = 0.155;
const mostLines = 3;

/**
 * Breaks a headline and sizes its letters so that it takes an eighth of the screen's height at least, in as few lines as that
 * can be had with.
 * @param place px that it may be wide, and the screen's height
 */
export function fitHeadline(text: string, { width, height }: { width: number; height: number }): Headline {
  const parts = partsOf(text);
  let best: Headline = { lines: [text], size: 0 };
  for (let count = 1; count <= Math.min(mostLines, parts.length); count++) {
    const lines = broken(parts, count);
    const byWidth = width / Math.max(...lines.map(widthOf));
    const byHeight = (mostShare * height) / (count * headlineLeading);
    const size = Math.floor(Math.min(byWidth, byHeight));
    const share = (size * headlineLeading * count) / height;
    if (share > (best.size * headlineLeading * best.lines.length) / height) best = { lines, size };
    if (share >= leastShare) break;
  }
  return best;
}

/** Draws it, a line below the other. */
export function headline(text: string, place: { width: number; height: number }) {
  const { lines, size } = fitHeadline(text, place);
  const blank = text.includes(' ') ? ' ' : '';
  return html`<h1 style=${size > 0 ? `font-size: ${size}px` : ''}>
    ${lines.map((line, index) => html`<span>${line}${index + 1 < lines.length ? blank : ''}</span>`)}
  </h1>`;
}

/** What may stand at the beginning of a line; a part has its blank behind it. */
function partsOf(text: string): string[] {
  if (text.includes(' ')) return text.split(/(?<= )/);
  const segmenter = new Intl.Segmenter(language(), { granularity: 'word' });
  // 请 ("please") is a word of its own, which the segmenter takes for a part of the next.
  const asked = text.startsWith('请') ? 1 : 0;
  const words = [...segmenter.segment(text.slice(asked))].map(({ segment }) => segment);
  return asked > 0 ? ['请', ...words] : words;
}

/** The parts as so many lines, the longest of them as short as can be. */
function broken(parts: readonly string[], count: number): string[] {
  if (count === 1) return [parts.join('').trim()];
  let best: string[] = [];
  for (let first = 1; first <= parts.length - count + 1; first++) {
    const lines = [parts.slice(0, first).join('').trim(), ...broken(parts.slice(first), count - 1)];
    const longest = (all: readonly string[]): number => Math.max(...all.map(widthOf));
    if (best.length === 0 || longest(lines) < longest(best)) best = lines;
  }
  return best;
}

/** About how wide a line is in bold letters, em. */
function widthOf(line: string): number {
  let width = 0;
  for (const letter of line) width += letter > '\u2e7f' ? 1.02 : /[mwMW]/.test(letter) ? 0.92 : 0.6;
  return Math.max(width, 1);
}
