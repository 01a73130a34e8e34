import { css, html, type TemplateResult } from 'lit';
import { language } from '../../ui/language/languages.ts';
import { differenceTexts } from '../../ui/texts/authority/policy-difference.ts';
import type { DifferenceRow } from './difference-rows.ts';

/** Rows of a difference side by side; one above the other where there is no room. */
export const differenceStyle = css`
  .difference {
    table-layout: fixed;
  }
  .difference td {
    overflow-wrap: anywhere;
  }
  .difference td[data-label] {
    white-space: pre-line;
  }
  .difference th:first-child {
    width: 30%;
  }
  .difference th:nth-child(2) {
    width: 27%;
  }
  .difference code {
    display: block;
    font-size: 0.75rem;
    color: var(--ink-soft);
  }
  .difference .new {
    background: #eef6fb;
  }
  @media (max-width: 640px) {
    .difference thead {
      display: none;
    }
    .difference,
    .difference tbody,
    .difference tr,
    .difference td {
      display: block;
    }
    .difference tr {
      padding: 8px 0;
      border-bottom: 1px solid var(--line);
    }
    .difference td {
      padding: 4px 8px;
      border: 0;
    }
    .difference td[data-label]::before {
      content: attr(data-label) ' ';
      color: var(--ink-soft);
      font-size: 0.875rem;
    }
  }
`;

/** What differs, with the old and the new value. */
export function differenceTable(rows: readonly DifferenceRow[]): TemplateResult {
  const t = differenceTexts[language()];
  return html`<table class="difference">
    <thead>
      <tr>
        <th scope="col">${t.part}</th>
        <th scope="col">${t.from}</th>
        <th scope="col">${t.to}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ path, what, from, to }) =>
          html`<tr>
            <td>${what}<code>${path}</code></td>
            <td data-label=${t.from}>${from ?? t.nothing}</td>
            <td class="new" data-label=${t.to}>${to ?? t.nothing}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
