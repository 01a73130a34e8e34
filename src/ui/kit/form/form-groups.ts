import { html, nothing, type TemplateResult } from 'lit';

/** Fields of a form that belong together, under a heading; a folded group is opened by whoever wants to change it. */
export interface FieldGroup {
  title: string;
  /** Beside the title, softly. */
  aside?: string;
  hint?: string;
  fields?: readonly string[];
  groups?: readonly FieldGroup[];
  folded?: boolean;
}

/** Draws groups one below the other. @param draw draws one field; nothing for one that is not shown */
export function drawGroups(groups: readonly FieldGroup[], draw: (name: string) => unknown): TemplateResult {
  return html`${groups.map((group) => drawGroup(group, draw))}`;
}

function drawGroup(group: FieldGroup, draw: (name: string) => unknown): TemplateResult {
  const { title, aside, hint, fields = [], groups = [], folded } = group;
  const inside = html`${hint ? html`<p class="help">${hint}</p>` : nothing}
  ${fields.length > 0 ? html`<div class="fields">${fields.map(draw)}</div>` : nothing}
  ${drawGroups(groups, draw)}`;
  if (!folded)
    return html`<fieldset class="group">
      ${title ? html`<legend>${title}</legend>` : nothing}${inside}
    </fieldset>`;
  return html`<details class="group">
    <summary><span>${title}</span>${aside ? html`<span class="help">${aside}</span>` : nothing}</summary>
    <div class="inside">${inside}</div>
  </details>`;
}

/** The title of the innermost group that a field is in; null where it is in none. */
export function groupTitle(groups: readonly FieldGroup[], name: string): string | null {
  for (const { title, fields, groups: inner } of groups) {
    if (fields?.includes(name)) return title;
    const found = groupTitle(inner ?? [], name);
    if (found !== null) return found;
  }
  return null;
}
