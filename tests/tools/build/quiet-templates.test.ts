import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build, type Rolldown } from 'vite';
import { quietTemplates, withoutIndents } from '../../../tools/build/quiet-templates.ts';

describe('templates in the build', () => {
  it('lose what only the eye needs of a style, and no space that means something', () => {
    const style = `
      /* why */
      :host {
        margin: 0 auto;
        width: calc(1px + 2px);
      }
      .a :hover,
      b > c { color: red; }
    `;
    assert.equal(
      withoutIndents(style, 'css').trim(),
      ':host{margin: 0 auto;width: calc(1px + 2px);}.a :hover, b > c{color: red;}',
    );
  });

  it('keep one space of each run in what people read', () => {
    assert.equal(
      withoutIndents('<p>\n      one\n      <b>two</b> three\n</p>', 'html'),
      '<p>\none\n<b>two</b> three\n</p>',
    );
    assert.equal(withoutIndents('one  two', 'html'), 'one  two');
  });

  it('are found in scripts, with the expressions between their parts, and nowhere else', async () => {
    const script = [
      'const css = String.raw, html = String.raw;',
      'export const indented = `a\n    b`;',
      'export const styles = css`p {\n   color: ${"red"};\n }`;',
      'export const page = (name) => html`<ul>\n   ${[name].map((each) => html`<li>\n     ${each}\n  </li>`)}\n </ul>`;',
    ].join('\n');
    const { output } = (await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [
        { name: 'one', resolveId: (id) => (id === '/src/one.ts' ? id : null), load: () => script },
        quietTemplates,
      ],
      build: {
        write: false,
        minify: false,
        rolldownOptions: { input: '/src/one.ts', preserveEntrySignatures: 'strict' },
      },
    })) as Rolldown.RolldownOutput;
    const { code } = output[0];
    const made = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      indented: string;
      styles: string;
      page: (name: string) => string;
    };
    assert.equal(made.indented, 'a\n    b');
    assert.equal(made.styles, 'p{color: red;}');
    assert.equal(made.page('x'), '<ul>\n<li>\nx\n</li>\n</ul>');
  });
});
