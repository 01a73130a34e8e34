import { html } from 'lit';
import type { FoundPerson, PersonFindAnswer } from '../../../domain/api/official-api.ts';
import type { ApiClient } from '../../../sync/api-client.ts';
import '../../kit/picker/moment-field.ts';
import '../../kit/picker/person-picker.ts';
import '../../kit/picker/place-field.ts';
import { language } from '../../language/languages.ts';
import { formTexts } from '../../texts/kit/form.ts';
import { examplePlaces } from '../example-form.ts';
import type { Exhibit } from '../exhibit.ts';

const said = (zh: string, en: string): string => (language() === 'en' ? en : zh);

const person = (handle: string, maskedName: string): FoundPerson => ({
  handle,
  maskedName,
  status: { colour: 'green', lastResult: 'negative', sampleTime: null, doses: 3, lastDose: null },
});
const finder: Partial<ApiClient> = {
  findPerson: async (): Promise<PersonFindAnswer> => ({
    people: [person('a', '张*三'), person('b', '阿********·买***')],
    left: 88,
    now: 0,
  }),
};

export const exhibit: Exhibit = {
  name: 'pickers',
  title: { 'zh-CN': '时间、场所、人员', en: 'Times, places, persons' },
  states: [
    {
      name: 'date and time',
      render: () =>
        html`<sc-moment-field label=${said('开始', 'From')} value="2026-11-30 06:53"></sc-moment-field>`,
    },
    {
      name: 'date and time as people type it',
      render: () =>
        html`<sc-moment-field
          label=${said('开始', 'From')}
          value="２０２６年11月30日6点53分"
        ></sc-moment-field>`,
    },
    {
      name: 'date and time at fault',
      render: () =>
        html`<sc-moment-field
          label=${said('结束', 'To')}
          value="2026-11-31 06:53"
          problem=${formTexts[language()].time}
        ></sc-moment-field>`,
    },
    {
      name: 'day',
      render: () =>
        html`<sc-moment-field kind="day" label=${said('日期', 'Day')} value="2026-11-30"></sc-moment-field>`,
    },
    {
      name: 'site',
      render: () =>
        html`<sc-place-field label=${said('场所', 'Site')} .places=${examplePlaces}></sc-place-field>`,
    },
    {
      name: 'site that is chosen, with a long name',
      render: () =>
        html`<sc-place-field
          label=${said('场所', 'Site')}
          value="14"
          .places=${examplePlaces}
        ></sc-place-field>`,
    },
    {
      name: 'zone',
      render: () =>
        html`<sc-place-field
          label=${said('区域', 'Zone')}
          .site=${12}
          value="1"
          .places=${examplePlaces}
        ></sc-place-field>`,
    },
    {
      name: 'zone before a site is chosen',
      render: () =>
        html`<sc-place-field
          label=${said('区域', 'Zone')}
          .site=${0}
          .places=${examplePlaces}
        ></sc-place-field>`,
    },
    {
      name: 'person',
      render: () => html`<sc-person-picker .client=${finder as ApiClient}></sc-person-picker>`,
    },
  ],
};
