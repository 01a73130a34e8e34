import { declareTexts, type Language } from '../../language/languages.ts';

/** A sentry's state and what needs somebody's hand, as those who look after it read them. */
export const sentryTexts = declareTexts(
  {
    online: '在线',
    silent: '失联',
    never: '从未上线',
    unpaired: '已解除配对',
    backlog: '积压未上传',
    rejected: '有被拒记录',
    camera: '摄像头',
    temperature: '测温',
    sound: '声音',
  },
  {
    online: 'Online',
    silent: 'Silent',
    never: 'Never online',
    unpaired: 'Unpaired',
    backlog: 'Uploads are late',
    rejected: 'Rejected records',
    camera: 'Camera',
    temperature: 'Thermometer',
    sound: 'Sound',
  },
);
export type SentryTexts = (typeof sentryTexts)[Language];
