import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { VoiceKey } from '../../src/domain/policy/voice-key.ts';
import { voiceTexts } from '../../src/ui/texts/gate/voices.ts';
import type { VoiceLanguage } from '../../src/voice/voice-language.ts';

/**
 * The Mandarin words for the synthesiser: pinyin with tone numbers, since its reader of characters knows too few of them and
 * spells the others out as English.
 */
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
  'code-unreadable': 'zhe4 bu2shi4 jian4kang1ma3',
  'code-early': 'jian4kang1ma3 shang4wei4 sheng1xiao4',
  'code-old-picture': 'qing3 chu1shi4 shi2shi2 jian4kang1ma3',
  'clock-ahead': 'shou3ji1 shi2jian1 bu4zhun3, qing3 jiao4zhun3',
  'credential-revoked': 'ping2zheng4 yi3 che4xiao1',
  'pass-revoked': 'ci3 ma3 yi3 ting2yong4',
  'show-others': 'qing3 chu1shi4 qi2yu2 de5 ma3',
  'show-other-proof': 'qing3 chu1shi4 qi2ta1 ping2zheng4',
  'paper-pass': 'zhi3zhi4ma3, qing3 he2dui4 shen1fen4zheng4',
  'check-identity': 'qing3 he2dui4 shen1fen4zheng4',
  'different-person': 'ping2zheng4 bu2shi4 tong2yi4 ren2',
  'scan-sentry-first': 'qing3 xian1 sao3 ping2mu4 shang4 de5 ma3',
  'status-yellow': 'huang2ma3, qing3 lian2xi4 gong1zuo4 ren2yuan2',
  'status-unknown': 'jian4kang1 zhuang4tai4 wei4zhi1',
  'status-old': 'qing3 geng1xin1 jian4kang1ma3',
  'result-pending': 'jian3ce4 jie2guo3 wei4 chu1',
  'temperature-low': 'qing3 chong2xin1 ce4wen1',
  'doses-missing': 'yi4miao2 ji4ci4 bu4zu2',
  'doses-unknown': 'yi4miao2 jie1zhong4 qing2kuang4 wei4zhi1',
  'not-on-record': 'mei2you3 deng1ji4',
  'not-confirmed': 'wu2fa3 cha2xun2 zhuang4tai4',
  'document-over': 'zheng4jian4 yi3 guo4qi1',
  'lay-document': 'qing3 fang4 shen1fen4zheng4',
  'show-code': 'qing3 chu1shi4 jian4kang1ma3',
  'let-in': 'qing3 jin4',
  drill: 'yan3lian4 kai1shi3',
  'one-at-a-time': 'qing3 zhu2ge4 chu1shi4',
  'sound-test': 'sheng1yin1 ce4shi4',
};

/** What the synthesiser is given to speak. */
export function spokenWords(key: VoiceKey, language: VoiceLanguage): string {
  return language === 'zh-CN' ? pinyin[key] : voiceTexts.en[key];
}

/** What is known of a committed clip. */
export interface ClipEntry {
  /** The words of the table when it was made. */
  text: string;
  /** What the synthesiser spoke for them; null for a person's recording. */
  spoken: string | null;
  /** Of the file. */
  sha256: string;
}

/** The list of the committed clips, `LANGUAGE/KEY` to what is known of it. */
export const clipListPath = fileURLToPath(new URL('voice-clips.json', import.meta.url));

/** The file of a clip. @param name `LANGUAGE/KEY` */
export function clipPath(name: string): string {
  return fileURLToPath(new URL(`../../public/voice/${name}.ogg`, import.meta.url));
}

/** Reads the list of the committed clips. */
export function readClipList(): Record<string, ClipEntry> {
  return JSON.parse(readFileSync(clipListPath, 'utf8')) as Record<string, ClipEntry>;
}
