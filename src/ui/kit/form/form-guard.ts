import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { language } from '../../language/languages.ts';
import { Unsaved } from '../../overlay/unsaved.ts';
import { formTexts } from '../../texts/kit/form.ts';
import type { DataForm } from './data-form.ts';

/**
 * Guards the forms of a page: whoever leaves what is filled in is asked to keep a draft (where the form keeps one), to discard
 * it or to stay. The page draws the question: see `render`.
 */
export class FormGuard {
  readonly #unsaved: Unsaved;

  /** @param forms those now shown */
  constructor(host: ReactiveControllerHost & { renderRoot: ParentNode }, forms: () => Iterable<DataForm>) {
    const unsaved = (): DataForm[] => [...forms()].filter(({ isUnsaved }) => isUnsaved);
    this.#unsaved = new Unsaved(host, {
      isUnsaved: () => unsaved().length > 0,
      words: () => {
        const t = formTexts[language()];
        const keeps = unsaved().some(({ draft }) => draft !== null);
        return {
          title: t.leaveTitle,
          question: keeps
            ? `${t.leaveQuestion}${language() === 'en' ? ' ' : ''}${t.leaveKept}`
            : t.leaveQuestion,
          ...(keeps && { save: t.leaveSave }),
          leave: t.leaveDiscard,
          stay: t.leaveStay,
        };
      },
      // The draft is kept as it is typed already.
      save: () => undefined,
      discard: () => unsaved().forEach((form) => form.reset()),
    });
  }

  /** The question; put it into the page's template. */
  render(): TemplateResult {
    return this.#unsaved.render();
  }
}
