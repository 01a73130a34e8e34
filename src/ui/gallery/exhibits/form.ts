import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { typedFields } from '../../../domain/forms/typed.ts';
import type { DataForm } from '../../kit/form/data-form.ts';
import '../../kit/form/data-form.ts';
import '../../kit/form/picker-fields.ts';
import '../../kit/form/rare-fields.ts';
import '../../kit/form/form-clash.ts';
import { FormDraft } from '../../kit/form/form-drafts.ts';
import { language } from '../../language/languages.ts';
import { exampleForm, examplePlaces, exampleValues, exampleWords } from '../example-form.ts';
import type { Exhibit } from '../exhibit.ts';

const long =
  '石库门里弄石库花鸟水产综合交易市场东区二期附属停车场管理服务有限公司经营部分店一号临时入口左侧'.slice(
    0,
    50,
  );
const longValues = {
  ...exampleValues,
  subject: long,
  gates: [
    { name: long, lanes: 1 },
    { name: '玥', lanes: 9 },
  ],
};
const nothing = {};

function example(values: object, columns: boolean, then?: (form: DataForm) => void): TemplateResult {
  const once = (element?: Element): void => {
    if (element && then) void (element as DataForm).updateComplete.then(() => then(element as DataForm));
  };
  return html`<sc-form
    ?columns=${columns}
    ?shared=${then === clash}
    .form=${exampleForm}
    .words=${exampleWords[language()]}
    .values=${values}
    .places=${examplePlaces}
    ${ref(then ? once : undefined)}
  ></sc-form>`;
}

const busyForm = (form: DataForm): void => {
  form.send = () => new Promise(() => undefined);
  void form.submit();
};
/** Shown without the focus, which a page of many examples has for none of them. */
const faulty = (form: DataForm): void =>
  form.showProblems([
    { path: 'subject', problem: 'missing' },
    { path: 'temperature', problem: 'number' },
    { path: 'gates.0.lanes', problem: 'missing' },
  ]);

/** As if an earlier visit had left a draft on this device. */
const withDraft = (): TemplateResult => {
  const draft = new FormDraft('gallery', 'exhibit');
  const first = typedFields(exampleForm.fields, exampleValues);
  draft.keep(exampleForm.fields, first, { ...first, subject: '晚高峰排队' });
  return html`<sc-form
    columns
    .form=${exampleForm}
    .words=${exampleWords[language()]}
    .values=${exampleValues}
    .places=${examplePlaces}
    .draft=${draft}
  ></sc-form>`;
};
/** Somebody else changed the same while it was filled in. */
const clash = (form: DataForm): void => {
  form.renderRoot.querySelectorAll<HTMLInputElement>('#subject, #temperature').forEach((input, index) => {
    input.value = ['晚高峰排队', '37.5'][index]!;
    input.dispatchEvent(new InputEvent('input'));
  });
  form.values = { ...exampleValues, subject: long, temperature: 3700, tags: ['mask'] };
};

export const exhibit: Exhibit = {
  name: 'form',
  title: { 'zh-CN': '表单', en: 'Form' },
  states: [
    { name: 'usual', render: () => example(exampleValues, false) },
    { name: 'empty, in columns', render: () => example(nothing, true) },
    { name: 'fields at fault', render: () => example({ ...nothing }, true, faulty) },
    { name: 'being sent', render: () => example({ ...exampleValues }, true, busyForm) },
    { name: 'a draft that is filled in', render: withDraft },
    { name: 'changed by somebody else too', render: () => example({ ...exampleValues }, true, clash) },
    { name: 'long names', render: () => example(longValues, true) },
  ],
};
