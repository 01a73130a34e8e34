import type { Plugin } from 'vite';

/** As much of a syntax tree as this needs. */
interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** Names of the tags whose templates are made smaller. `html` has texts between its tags: there a run of spaces becomes one. */
const tags = ['css', 'html', 'svg'];

/**
 * A template's part with no more white space than it needs: indents are for whoever writes it. In a style, comments and what stands
 * around braces and semicolons go too; a colon keeps its spaces, since `a :hover` is not `a:hover`.
 * @param part source of a part between two expressions, escapes and all
 */
export function withoutIndents(part: string, tag: string): string {
  const narrow = part.replace(/\s*\n\s*/g, tag === 'css' ? ' ' : '\n');
  if (tag !== 'css') return narrow;
  return narrow
    .replace(/\/\*[^]*?\*\//g, ' ')
    .replace(/ *([{};]) */g, '$1')
    .replace(/ {2,}/g, ' ');
}

/** Parts of tagged templates in a script, added to `found`. */
function findParts(node: Node, found: { start: number; end: number; tag: string }[]): void {
  const tag = node.type === 'TaggedTemplateExpression' ? (node['tag'] as Node)['name'] : undefined;
  if (typeof tag === 'string' && tags.includes(tag))
    for (const { start, end } of (node['quasi'] as { quasis: Node[] }).quasis)
      found.push({ start, end, tag });
  for (const key in node) {
    const child = node[key];
    if (Array.isArray(child))
      for (const one of child as (Node | null)[]) if (one?.type) findParts(one, found);
    if ((child as Node | null)?.type) findParts(child as Node, found);
  }
}

/** Takes what is only there for the eye out of the templates of pages; no minifier of scripts looks into them. */
export const quietTemplates: Plugin = {
  name: 'quiet-templates',
  transform(code, id) {
    if (!/\/src\/.*\.ts$/.test(id) || !tags.some((tag) => code.includes(`${tag}\``))) return null;
    let quiet = code;
    const parts: Parameters<typeof findParts>[1] = [];
    findParts(this.parse(code) as unknown as Node, parts);
    for (const { start, end, tag } of parts.toSorted((a, b) => b.start - a.start))
      quiet = quiet.slice(0, start) + withoutIndents(quiet.slice(start, end), tag) + quiet.slice(end);
    return { code: quiet, map: null };
  },
};
