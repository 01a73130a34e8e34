import { declareTexts } from '../../language/languages.ts';

/** What a sentry's screen says where a person has more than one proof. */
export const secondProofTexts = declareTexts(
  {
    another: '此人还有其他凭证',
    completing: (name: string) => `正在补充 ${name} 的凭证`,
    showOther: '请出示此人的另一个码',
    onlyTheirs: '只有此人的码会合并判定，其他人的码单独判定。',
    left: (seconds: number) => `剩余 ${seconds} 秒`,
    done: '结束',
    apart_different: '这是另一个人的码，已单独判定。',
    apart_unknown: '姓名无法比对，未与前一个凭证合并，已单独判定。',
  },
  {
    another: 'This person has another proof',
    completing: (name: string) => `Completing the proof of ${name}`,
    showOther: 'Show this person’s other code',
    onlyTheirs: 'Only this person’s code is counted with it. Anybody else’s is decided separately.',
    left: (seconds: number) => (seconds === 1 ? '1 second left' : `${seconds} seconds left`),
    done: 'Done',
    apart_different: 'This is another person’s code: it was decided separately.',
    apart_unknown:
      'The names cannot be compared: this code was decided separately, not together with the first proof.',
  },
);
