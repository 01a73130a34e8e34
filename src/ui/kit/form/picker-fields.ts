// Moments, days, sites and zones: a page whose form has some imports this file. The pickers themselves are loaded with the first
// form that is drawn.
import { html, type TemplateResult } from 'lit';
import type { FieldOf } from '../../../domain/forms/field.ts';
import { addDrawings, labelText, type FieldView, type FormAround } from './form-fields.ts';

function momentField(view: FieldView<FieldOf<'date-time'>> | FieldView<FieldOf<'day'>>): TemplateResult {
  void import('../picker/moment-field.ts');
  return html`<sc-moment-field
    class="field ${view.problem ? 'bad' : ''}"
    data-group=${view.path}
    label=${labelText(view)}
    help=${view.words.help ?? ''}
    problem=${view.problem}
    .kind=${view.field.kind}
    .value=${view.typed as string}
    @typed=${({ detail }: CustomEvent<string>) => view.set(detail)}
  ></sc-moment-field>`;
}

/** @param site the zones of which are chosen from; null: a site itself is chosen */
function placeField(
  view: FieldView,
  { places }: FormAround,
  site: number | null,
  withSentries: boolean,
): TemplateResult {
  void import('../picker/place-field.ts');
  return html`<sc-place-field
    class="field ${view.problem ? 'bad' : ''}"
    data-group=${view.path}
    label=${labelText(view)}
    help=${view.words.help ?? ''}
    problem=${view.problem}
    .places=${places}
    .site=${site}
    .withSentries=${withSentries}
    .value=${view.typed as string}
    @typed=${({ detail }: CustomEvent<string>) => view.set(detail)}
  ></sc-place-field>`;
}

addDrawings({
  'date-time': momentField,
  day: momentField,
  site: (view, around) => placeField(view, around, null, view.field.withSentries),
  zone: (view, around) => placeField(view, around, Number(around.siblings[view.field.siteField]) || 0, false),
});
