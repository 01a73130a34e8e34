import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { templateCheck } from '../../../tools/lint/lint.ts';
import { projectFolder } from '../../../tools/places.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Checks elements of one template each, alone in a copy of the project. @param templates by their files' names */
async function checkTemplates(
  test: TestContext,
  templates: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const folder = await temporaryFolder(test);
  await copyFile(join(projectFolder, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, 'src'));
  for (const [name, template] of Object.entries(templates)) {
    await writeFile(
      join(folder, 'src', `${name}.ts`),
      `import { LitElement, html } from 'lit';
       import { customElement, property } from 'lit/decorators.js';
       @customElement('${name}-lamp')
       export class Lamp extends LitElement {
         @property({ type: Boolean }) lit = false;
         override render() { return html\`${template}\`; }
       }
       declare global { interface HTMLElementTagNameMap { '${name}-lamp': Lamp } }\n`,
    );
  }
  const [program, ...args] = templateCheck;
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

describe('the check of templates', () => {
  // One run for both: the check reads the whole of Lit's types each time.
  it('stops what does not fit an element, each with its rule, and lets a right one pass, with what HTML has by now', async (test) => {
    const wrong: [string, string][] = [
      ["<wrong-lamp .lit=${'yes'}></wrong-lamp>", 'no-incompatible-type-binding'],
      ['<wrong-lump></wrong-lump>', 'no-unknown-tag-name'],
      ['<button @click=${3}></button>', 'no-noncallable-event-binding'],
      ['<wrong-lamp .bright=${true}></wrong-lamp>', 'no-unknown-property'],
    ];
    const { code, output } = await checkTemplates(test, {
      wrong: wrong.map(([template]) => template).join(''),
      right: '<right-lamp .lit=${true} inert></right-lamp><dialog popover="auto"></dialog>',
    });
    for (const [template, rule] of wrong)
      assert.ok(output.includes(rule), `${template} must break ${rule}:\n${output}`);
    assert.equal(code, 1);
    assert.ok(output.includes('wrong.ts'), output);
    assert.ok(!output.includes('right.ts'), output);
  });
});
