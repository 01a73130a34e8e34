/**
 * Speaks every phrase of the sentry into public/voice/LANGUAGE/KEY.ogg (Opus, mono, 24 kbit/s).
 *
 *   npx tsx tools/assets/voice-clips.ts [KEY ...]      all keys, or the named ones
 *
 * The clips are committed, so nothing here is needed at run time. Run it after a change of src/ui/texts/gate/voices.ts or below; it needs
 * espeak-ng and ffmpeg with libopus on the PATH. A district that records its own voices replaces the files by hand.
 *
 * Mandarin is given to the synthesiser as pinyin with tone numbers: its reader of characters knows too few of them and
 * spells the others out as English.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { voiceKeys, type VoiceKey } from '../../src/domain/policy/voice-key.ts';
import { voiceTexts } from '../../src/ui/texts/gate/voices.ts';
import { voiceLanguages, type VoiceLanguage } from '../../src/voice/voice-language.ts';

/** The Mandarin words for the synthesiser. */
const pinyin: Record<VoiceKey, string> = {
  admit: 'qing3 tong1xing2',
  attend: 'qing3 lian2xi4 gong1zuo4 ren2yuan2',
  refuse: 'jin4zhi3 tong1xing2',
  'temperature-high': 'ti3wen1 yi4chang2',
  'temperature-missing': 'qing3 ce4liang2 ti3wen1',
  'code-expired': 'jian4kang1ma3 yi3 guo4qi1',
  'code-invalid': 'wu2xiao4 de5 jian4kang1ma3',
  'code-replayed': 'ci3 ma3 yi3 shi3yong4, qing3 shua1xin1',
  'status-red': 'jian4kang1ma3 yi4chang2',
  'result-positive': 'he2suan1 jian3ce4 yang2xing4',
  'result-missing': 'wu2 he2suan1 jian3ce4 jie2guo3',
  'result-old': 'he2suan1 jian3ce4 yi3 guo4qi1',
  'data-old': 'shu4ju4 yi3 guo4qi1, qing3 lian2xi4 gong1zuo4 ren2yuan2',
  'one-at-a-time': 'qing3 zhu2ge4 chu1shi4',
  'sound-test': 'sheng1yin1 ce4shi4',
};

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

/** Speaks one phrase in one language. @returns the bytes of the clip written */
function speak(key: VoiceKey, language: VoiceLanguage, folder: string): number {
  const wave = join(folder, 'spoken.wav');
  const target = fileURLToPath(new URL(`../../public/voice/${language}/${key}.ogg`, import.meta.url));
  const words = language === 'zh-CN' ? pinyin[key] : voiceTexts.en[key];
  run('espeak-ng', ['-v', synthesiserVoice[language], '-s', speed[language], '-w', wave, words]);
  const filters = `${shape},volume=${headroom(wave).toFixed(1)}dB,apad=pad_dur=0.05`;
  const encode = ['-c:a', 'libopus', '-b:a', '24k', '-ac', '1', '-ar', '48000', '-application', 'voip'];
  // bitexact: no version or random serial number in the file, so the same phrase gives the same bytes.
  const plain = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];
  run('ffmpeg', ['-y', '-v', 'error', '-i', wave, '-af', filters, ...encode, ...plain, target]);
  return statSync(target).size;
}

const named = process.argv.slice(2);
const unknown = named.filter((key) => !voiceKeys.some((known) => known === key));
if (unknown.length > 0)
  throw new Error(`No such voice key: ${unknown.join(', ')}. Known: ${voiceKeys.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'voice-clips-'));
try {
  let bytes = 0;
  for (const language of voiceLanguages) {
    mkdirSync(fileURLToPath(new URL(`../../public/voice/${language}`, import.meta.url)), { recursive: true });
    for (const key of voiceKeys) {
      if (named.length > 0 && !named.includes(key)) continue;
      const size = speak(key, language, folder);
      bytes += size;
      console.log(`${language}/${key}.ogg  ${size} bytes  ${voiceTexts[language][key]}`);
    }
  }
  console.log(`${bytes} bytes in all`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
