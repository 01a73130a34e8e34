import { declareTexts } from '../languages.ts';

/** Texts of the phone that answers a sentry's code. */
export const answerTexts = declareTexts(
  {
    scan: '扫哨兵码',
    scanHint: '把摄像头对准哨兵屏幕上的“哨兵码”',
    notSentryCode: '这不是哨兵码。请对准哨兵屏幕上标着“哨兵码”的那个码。',
    cameraStarting: '正在打开摄像头…',
    cameraLost: '摄像头画面中断，正在恢复…',
    cameraDenied: '没有摄像头权限。请在浏览器的网站设置中允许使用摄像头，或联系现场工作人员。',
    cameraMissing: '没有找到摄像头。请联系现场工作人员。',
    scannerFault: '扫码功能未能打开。请联网后再试，或联系现场工作人员。',
    back: '返回健康码',
    answering: (seconds: number) => `此码只对刚扫过的哨兵有效，剩余 ${seconds} 秒`,
    endAnswer: '恢复普通健康码',
  },
  {
    scan: 'Scan the sentry’s code',
    scanHint: 'Point the camera at the code on the sentry’s screen',
    notSentryCode: 'That is not a sentry’s code. Point at the one under which “Scan this first” is written.',
    cameraStarting: 'Opening the camera…',
    cameraLost: 'The picture stopped; it is being brought back…',
    cameraDenied: 'No right to use the camera. Allow it in the browser’s site settings, or see the staff.',
    cameraMissing: 'No camera was found. See the staff.',
    scannerFault: 'The scanner could not be opened. Try again with a network, or see the staff.',
    back: 'Back to my code',
    answering: (seconds: number) => `For the sentry just scanned alone: ${seconds} s left`,
    endAnswer: 'Back to the normal code',
  },
);
