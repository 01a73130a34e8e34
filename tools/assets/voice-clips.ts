/**
 * Speaks every phrase of the sentry into public/voice/LANGUAGE/KEY.ogg (Opus, mono, 24 kbit/s).
 *
 *   node tools/run.mjs voice-clips [KEY ...]             all keys, or the named ones
 *   node tools/run.mjs voice-clips --recorded [KEY ...]  takes the files that lie there as recordings of a person
 *
 * The clips are committed, so nothing here is needed at run time. Run it after a change of src/ui/texts/gate/voices.ts or of
 * voice-words.ts; it needs espeak-ng and ffmpeg with libopus on the PATH. A district that records its own voices puts files of the
 * same names there. voice-clips.json says of each file which words it speaks; a test compares that with the table.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { voiceKeys, type VoiceKey } from '../../src/domain/policy/voice-key.ts';
import { voiceTexts } from '../../src/ui/texts/gate/voices.ts';
import { voiceLanguages, type VoiceLanguage } from '../../src/voice/voice-language.ts';
import { clipListPath, clipPath, readClipList, spokenWords, type ClipEntry } from './voice-words.ts';

/** Words a minute: slower in Mandarin, whose synthetic tones blur at speed. */
const speed: Record<VoiceLanguage, string> = { 'zh-CN': '150', en: '165' };
const synthesiserVoice: Record<VoiceLanguage, string> = { 'zh-CN': 'cmn-latn-pinyin', en: 'en-us' };

// Silence cut from both ends (the verdict must be heard at once) and the loud syllables pressed towards the soft ones.
const cutStart = 'silenceremove=start_periods=1:start_threshold=-45dB:start_silence=0.02';
const shape = `${cutStart},areverse,${cutStart},areverse,acompressor=threshold=-24dB:ratio=4:attack=3:release=80`;
/** The loudest sample of every clip, in dB below full scale. */
const peakDecibel = -1.5;

function run(program: string, args: string[]): string {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.error) {
    const missing = (done.error as NodeJS.ErrnoException).code === 'ENOENT';
    const advice = 'It is not installed. On Debian: apt-get install espeak-ng ffmpeg';
    throw new Error(`${program} cannot be run. ${missing ? advice : done.error.message}`);
  }
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${done.stderr}`);
  return done.stderr;
}

/** How many dB louder the shaped wave can be made until its peak is at `peakDecibel`. */
function headroom(wave: string): number {
  const report = run('ffmpeg', ['-i', wave, '-af', `${shape},volumedetect`, '-f', 'null', '-']);
  const found = /max_volume: (-?[\d.]+) dB/.exec(report);
  if (!found) throw new Error(`ffmpeg did not report a volume for ${wave}: ${report}`);
  return peakDecibel - Number(found[1]);
}

/** Speaks one phrase in one language. */
function speak(key: VoiceKey, language: VoiceLanguage, folder: string): void {
  const wave = join(folder, 'spoken.wav');
  const target = clipPath(`${language}/${key}`);
  const words = spokenWords(key, language);
  run('espeak-ng', ['-v', synthesiserVoice[language], '-s', speed[language], '-w', wave, words]);
  const filters = `${shape},volume=${headroom(wave).toFixed(1)}dB,apad=pad_dur=0.05`;
  const encode = ['-c:a', 'libopus', '-b:a', '24k', '-ac', '1', '-ar', '48000', '-application', 'voip'];
  // bitexact: no version or random serial number in the file, so the same phrase gives the same bytes.
  const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  run('ffmpeg', ['-y', '-v', 'error', '-i', wave, '-af', filters, ...encode, ...plain, target]);
}

const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { recorded: { type: 'boolean', default: false } },
});
const unknown = named.filter((key) => !voiceKeys.some((known) => known === key));
if (unknown.length > 0)
  throw new Error(`No such voice key: ${unknown.join(', ')}. Known: ${voiceKeys.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'voice-clips-'));
try {
  const before = existsSync(clipListPath) ? readClipList() : {};
  const list: Record<string, ClipEntry> = {};
  let bytes = 0;
  for (const language of voiceLanguages) {
    for (const key of voiceKeys) {
      const name = `${language}/${key}`;
      if (named.length > 0 && !named.includes(key)) {
        if (before[name]) list[name] = before[name];
        continue;
      }
      mkdirSync(dirname(clipPath(name)), { recursive: true });
      if (!options.recorded) speak(key, language, folder);
      const clip = readFileSync(clipPath(name));
      const sha256 = createHash('sha256').update(clip).digest('hex');
      const spoken = options.recorded ? null : spokenWords(key, language);
      list[name] = { text: voiceTexts[language][key], spoken, sha256 };
      bytes += clip.length;
      console.log(`${name}.ogg  ${clip.length} bytes  ${voiceTexts[language][key]}`);
    }
  }
  writeFileSync(clipListPath, `${JSON.stringify(list, null, 2)}\n`);
  console.log(`${bytes} bytes in all`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
