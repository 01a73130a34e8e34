// A page as it stands, looked at in both languages and at the sizes that find faults.
import type { Page } from 'playwright-core';
import { ask, axeFaults, keyboardFaults, resize, type Size } from './checks.ts';
import type { Step } from './step.ts';

/** SITECODE_PAGES, a language, takes every size in it (tests/long); else a page is looked at in one of two that find faults. */
const languages = ['中文', 'English'] as const;
interface Look {
  language: (typeof languages)[number];
  size: Size;
}
const widths: [width: number, height: number][] = [
  [320, 640],
  [390, 844],
  [800, 1280],
  [1280, 800],
  [1440, 900],
];
const chosen: Look[] = [
  { language: '中文', size: { width: 1280, height: 800, text: 200 } },
  { language: 'English', size: { width: 320, height: 640, text: 200 } },
];
const inFull = languages.find((language) => language === process.env['SITECODE_PAGES']);
const plain: Size = { width: 390, height: 844, text: 100 };

/** How the page of this number is looked at; in both where it has none. */
function looksOf(number: number | null): Look[] {
  const language = inFull;
  if (!language) return number === null ? chosen : [chosen[number % chosen.length]!];
  return widths.flatMap(([width, height]) =>
    ([100, 200] as const).map((text) => ({ language, size: { width, height, text } })),
  );
}

/**
 * What is wrong with a page as it is shown; it is left as it was.
 * @param number of the page in its walk, where neighbours are looked at in different sizes and languages
 */
export async function look(
  page: Page,
  step: Pick<Step, 'skipsKeyboard'> = {},
  number: number | null = null,
): Promise<string[]> {
  const faults: string[] = [];
  let spoken: Look['language'] = languages[0];
  for (const { language, size } of looksOf(number)) {
    if (language !== spoken) await ask(page, 'chooseLanguage', language);
    spoken = language;
    await resize(page, size);
    const at = `${language} ${size.width} px ${size.text} %`;
    faults.push(...(await ask(page, 'textFaults')).map((fault) => `${at}: ${fault}`));
  }
  if (spoken !== languages[0]) await ask(page, 'chooseLanguage', languages[0]);
  await resize(page, plain);
  faults.push(...(await axeFaults(page)));
  if (!step.skipsKeyboard) faults.push(...(await keyboardFaults(page)));
  return faults;
}
