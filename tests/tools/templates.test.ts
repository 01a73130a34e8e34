import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { templateCheck } from '../../tools/lint.ts';
import { projectFolder } from '../../tools/places.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Checks one element, alone in a copy of the project, whose template is this. */
async function checkTemplate(test: TestContext, template: string): Promise<{ code: number; output: string }> {
  const folder = await temporaryFolder(test);
  await copyFile(join(projectFolder, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, 'src'));
  await writeFile(
    join(folder, 'src', 'element.ts'),
    `import { LitElement, html } from 'lit';
     import { customElement, property } from 'lit/decorators.js';
     @customElement('test-lamp')
     export class TestLamp extends LitElement {
       @property({ type: Boolean }) lit = false;
       override render() { return html\`${template}\`; }
     }
     declare global { interface HTMLElementTagNameMap { 'test-lamp': TestLamp } }\n`,
  );
  const [program, ...args] = templateCheck;
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

describe('the check of templates', () => {
  it('stops what does not fit an element, each with its rule', async (test) => {
    const wrong: [string, string][] = [
      ["<test-lamp .lit=${'yes'}></test-lamp>", 'no-incompatible-type-binding'],
      ['<test-lump></test-lump>', 'no-unknown-tag-name'],
      ['<button @click=${3}></button>', 'no-noncallable-event-binding'],
      ['<test-lamp .bright=${true}></test-lamp>', 'no-unknown-property'],
    ];
    const { code, output } = await checkTemplate(test, wrong.map(([template]) => template).join(''));
    for (const [template, rule] of wrong)
      assert.ok(output.includes(rule), `${template} must break ${rule}:\n${output}`);
    assert.equal(code, 1);
  });

  it('lets a right one pass, with what HTML has by now', async (test) => {
    const template = '<test-lamp .lit=${true} inert></test-lamp><dialog popover="auto"></dialog>';
    const { code, output } = await checkTemplate(test, template);
    assert.equal(code, 0, output);
  });
});
