import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { voiceKeys } from '../../../src/domain/policy/voice-key.ts';
import { voiceTexts } from '../../../src/ui/texts/gate/voices.ts';
import { voiceLanguages } from '../../../src/voice/voice-language.ts';
import { clipPath, readClipList, spokenWords } from '../../../tools/assets/voice-words.ts';

describe('the committed voice clips', () => {
  const list = readClipList();

  for (const language of voiceLanguages) {
    it(`are those of the table of texts in ${language}`, () => {
      for (const key of voiceKeys) {
        const name = `${language}/${key}`;
        const entry = list[name];
        assert.ok(entry, `${name} is in no list: run the tool voice-clips`);
        assert.equal(entry.text, voiceTexts[language][key], `${name} speaks an older text`);
        if (entry.spoken !== null)
          assert.equal(entry.spoken, spokenWords(key, language), `${name} was spoken from other words`);
        const sha256 = createHash('sha256')
          .update(readFileSync(clipPath(name)))
          .digest('hex');
        assert.equal(sha256, entry.sha256, `${name} is another file than the tool made or took`);
      }
    });

    it(`are no more than the table of texts has in ${language}`, () => {
      const files = readdirSync(dirname(clipPath(`${language}/admit`)));
      assert.deepEqual(files.sort(), voiceKeys.map((key) => `${key}.ogg`).sort());
    });
  }

  it('has no entry of a text that is gone', () => {
    const names = voiceLanguages.flatMap((language) => voiceKeys.map((key) => `${language}/${key}`));
    assert.deepEqual(Object.keys(list).sort(), names.sort());
  });
});
