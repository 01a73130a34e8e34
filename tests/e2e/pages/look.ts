// A page as it stands, looked at in both languages and at the sizes that find faults.
import type { Page } from 'playwright-core';
import { ask, axeFaults, keyboardFaults, resize, type Size } from './checks.ts';
import type { Step } from './step.ts';

/** The pairs of language and size that find faults; SITECODE_PAGES, a language, takes every size in it (tests/long). */
const languages = ['中文', 'English'] as const;
const widths: [width: number, height: number][] = [
  [320, 640],
  [390, 844],
  [800, 1280],
  [1280, 800],
  [1440, 900],
];
const every = languages.flatMap((language) =>
  widths.flatMap(([width, height]) =>
    ([100, 200] as const).map((text) => ({ language, size: { width, height, text } as Size })),
  ),
);
const chosen: [string, number, number][] = [
  ['中文', 1280, 200],
  ['English', 320, 200],
];
const inFull = process.env['SITECODE_PAGES'];
const looks = every.filter(({ language, size }) =>
  inFull
    ? language === inFull
    : chosen.some(
        ([chosenLanguage, width, text]) =>
          language === chosenLanguage && size.width === width && size.text === text,
      ),
);
const plain: Size = { width: 390, height: 844, text: 100 };

/** What is wrong with a page as it is shown; it is left as it was. */
export async function look(page: Page, step: Pick<Step, 'skipsKeyboard'> = {}): Promise<string[]> {
  const faults: string[] = [];
  let spoken = '';
  for (const { language, size } of looks) {
    if (language !== spoken) await ask(page, 'chooseLanguage', language);
    spoken = language;
    await resize(page, size);
    const at = `${language} ${size.width} px ${size.text} %`;
    faults.push(...(await ask(page, 'textFaults')).map((fault) => `${at}: ${fault}`));
  }
  await ask(page, 'chooseLanguage', languages[0]);
  await resize(page, plain);
  faults.push(...(await axeFaults(page)));
  if (!step.skipsKeyboard) faults.push(...(await keyboardFaults(page)));
  return faults;
}
