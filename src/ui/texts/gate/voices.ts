import type { VoiceKey } from '../../../domain/policy/voice-key.ts';
import type { Language } from '../../language/languages.ts';

/** What a sentry says for each key: the clips of public/voice are spoken from these words (tools/assets/voice-clips.ts). */
export const voiceTexts: Record<Language, Record<VoiceKey, string>> = {
  'zh-CN': {
    admit: '请通行',
    attend: '请联系工作人员',
    refuse: '禁止通行',
    'temperature-high': '体温异常',
    'temperature-missing': '请测量体温',
    'code-expired': '健康码已过期',
    'code-invalid': '无效的健康码',
    'code-replayed': '此码已使用，请刷新',
    'status-red': '健康码异常',
    'result-positive': '核酸检测阳性',
    'result-missing': '无核酸检测结果',
    'result-old': '核酸检测已过期',
    'data-old': '数据已过期，请联系工作人员',
    'one-at-a-time': '请逐个出示',
    'sound-test': '声音测试',
  },
  en: {
    admit: 'Please go ahead.',
    attend: 'Please wait for staff.',
    refuse: 'Entry refused.',
    'temperature-high': 'High temperature.',
    'temperature-missing': 'Please have your temperature taken.',
    'code-expired': 'Code expired.',
    'code-invalid': 'Invalid code.',
    'code-replayed': 'Code already used. Please show the live code.',
    'status-red': 'Health status red.',
    'result-positive': 'Positive test result.',
    'result-missing': 'No test result.',
    'result-old': 'Test out of date.',
    'data-old': 'Data out of date. Please wait for staff.',
    'one-at-a-time': 'One at a time, please.',
    'sound-test': 'This is a sound test.',
  },
};
