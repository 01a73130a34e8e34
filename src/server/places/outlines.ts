import { OutlineFault, mostOutlineBytes, readOutlines } from '../../domain/site/outlines.ts';
import type { siteRoutes } from '../../domain/api/routes/site-routes.ts';
import { JsonText } from '../http/answer.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { os, textOf } from '../vm/vm.ts';

/** The text of the file that SITECODE_MAP names; null where it names none. @throws Error that says what is wrong with it */
function outlinesText(): string | null {
  const path = os.getenv('SITECODE_MAP');
  if (!path) return null;
  const wrong = (why: string) =>
    new Error(`The outlines of the sub-districts (SITECODE_MAP, ${path}) cannot be used: ${why}`);
  let text: string;
  try {
    if (Number(os.stat(path).size()) > mostOutlineBytes)
      throw new Error(`it is larger than ${mostOutlineBytes} bytes.`);
    text = textOf(os.readFile(path), mostOutlineBytes);
  } catch (error) {
    throw wrong((error as Error).message);
  }
  try {
    readOutlines(JSON.parse(text));
  } catch (error) {
    throw wrong(error instanceof OutlineFault ? error.message : 'it is no JSON.');
  }
  return text;
}

/** Ends the start with a sentence where the file is wrong. @throws Error */
export function checkOutlines(): void {
  outlinesText();
}

/** GET map: the outlines, for staff. Fault 'not-found' in a district that has brought none. */
export const mapRoute: Handler<typeof siteRoutes.map> = () => {
  const text = outlinesText();
  if (text === null)
    throw new Fault('not-found', 'This district has brought no outlines of its sub-districts.');
  return new JsonText(text);
};
