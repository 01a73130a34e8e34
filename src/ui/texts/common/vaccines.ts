import type { Language } from '../../language/languages.ts';

/**
 * English for the vaccine names that records of doses carry, which are Chinese (the kinds used in Shanghai from 2021 on). The
 * part in brackets is the maker's or the cell line's and is translated by itself. What is not here is shown as it came.
 */
const english: readonly [chinese: string, english: string][] = [
  ['新型冠状病毒', 'COVID-19 '],
  ['新冠', 'COVID-19 '],
  ['灭活疫苗', 'inactivated vaccine'],
  ['重组蛋白疫苗', 'recombinant protein vaccine'],
  ['重组亚单位疫苗', 'recombinant subunit vaccine'],
  ['腺病毒载体疫苗', 'adenovirus vector vaccine'],
  ['mRNA疫苗', 'mRNA vaccine'],
  ['（Vero 细胞）', ' (Vero cell)'],
  ['（Vero细胞）', ' (Vero cell)'],
  ['（CHO 细胞）', ' (CHO cell)'],
  ['（CHO细胞）', ' (CHO cell)'],
  ['（5型腺病毒载体）', ' (adenovirus type 5 vector)'],
];

/** A vaccine's name in a language; as it came where its English is not known in full. */
export function vaccineName(name: string, language: Language): string {
  if (language !== 'en') return name;
  const told = english.reduce((text, [from, to]) => text.replace(from, to), name).trim();
  // Half a translation reads worse than none.
  if (/\p{Script=Han}/u.test(told)) return name;
  return told.charAt(0).toUpperCase() + told.slice(1);
}
