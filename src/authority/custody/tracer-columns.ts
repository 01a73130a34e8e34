import { html } from 'lit';
import { byText } from '../../ui/kit/table/local-rows.ts';
import type { TableSpec } from '../../ui/kit/table/table-spec.ts';
import { count, dateTime } from '../../ui/language/format.ts';
import type { Language } from '../../ui/language/languages.ts';
import { custodyTexts } from '../../ui/texts/authority/custody.ts';
import type { TracerState, VerifiedTracer } from './custody-state.ts';

const states: readonly TracerState[] = ['waits', 'certified', 'in', 'out'];

/** A browser's state in words. */
export function stateWords({ state, certifiers }: VerifiedTracer, language: Language): string {
  const t = custodyTexts[language];
  if (state === 'waits') return t.stateWaits(count(certifiers.length, language));
  return { certified: t.stateCertified, in: t.stateIn, out: t.stateOut }[state];
}

const shapes: Record<TracerState, string> = { waits: '○', certified: '◐', in: '●', out: '✕' };

/** The table of officers' browsers. */
export function tracerTable(language: Language): TableSpec<VerifiedTracer> {
  const t = custodyTexts[language];
  return {
    name: 'tracers',
    title: t.list,
    key: ({ row }) => String(row.key),
    rowName: ({ row }) => row.name,
    usualSort: 'state',
    noneYet: t.noneYet,
    opens: true,
    columns: [
      {
        id: 'name',
        title: t.officer,
        isName: true,
        cell: ({ row, tracer }) => {
          const name = row.name || tracer.name;
          return row.isOwn ? t.ownNamed(name) : name;
        },
        compare: (a, b) => byText(a.row.name, b.row.name),
      },
      {
        id: 'words',
        title: t.words,
        cell: ({ words }) => html`<code>${words}</code>`,
        text: ({ words }) => words,
      },
      {
        id: 'state',
        title: t.state,
        cell: (one) => `${shapes[one.state]} ${stateWords(one, language)}`,
        compare: (a, b) => states.indexOf(a.state) - states.indexOf(b.state),
      },
      {
        id: 'since',
        title: t.since,
        cell: ({ tracer }) => dateTime(tracer.at, language),
        compare: (a, b) => a.tracer.at - b.tracer.at,
      },
    ],
    filters: [
      {
        id: 'state',
        title: t.state,
        options: [
          { value: 'waits', text: t.stateWaits('0–1') },
          { value: 'certified', text: t.stateCertified },
          { value: 'in', text: t.stateIn },
          { value: 'out', text: t.stateOut },
        ],
        matches: ({ state }, value) => state === value,
      },
    ],
  };
}
