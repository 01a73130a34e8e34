import { declareTexts } from '../../language/languages.ts';

/** Texts of the phone that answers a sentry's code. */
export const answerTexts = declareTexts(
  {
    scan: '扫哨兵码',
    scanWhen: '哨兵屏上有“哨兵码”时，先点这里扫它',
    scanHint: '把摄像头对准哨兵屏幕上的“哨兵码”',
    notSentryCode: '这不是哨兵码。请对准哨兵屏幕上标着“哨兵码”的那个码。',
    cameraStarting: '正在打开摄像头…',
    cameraLost: '摄像头画面中断，正在恢复…',
    cameraBusy: '摄像头打不开，可能正被其他应用占用。请关闭其他使用摄像头的应用，再点“重试”。',
    cameraDenied:
      '浏览器没有摄像头权限。请点地址栏旁的图标（或在手机设置里找到此浏览器），把“相机”改为允许，再点“重试”；也可以联系现场工作人员。',
    cameraMissing: '没有找到摄像头。请用手机自带的浏览器打开本页再试，或联系现场工作人员。',
    retry: '重试',
    otherCamera: '换一个摄像头',
    siteCode: '这是场所码，不是哨兵码。',
    openSiteCode: '用它登记到访',
    scannerFault: '扫码功能未能打开。请联网后再试，或联系现场工作人员。',
    back: '返回健康码',
    answerNow: '现在把此码对准哨兵画面中的方框',
    answering: (seconds: number) => `只对刚扫过的哨兵有效，剩余 ${seconds} 秒`,
    scanAnother: '换一台，重新扫',
    endAnswer: '恢复普通健康码',
  },
  {
    scan: 'Scan the sentry’s code',
    scanWhen: 'When a sentry’s screen shows a code of its own, scan that first',
    scanHint: 'Point the camera at the code on the sentry’s screen',
    notSentryCode: 'That is not a sentry’s code. Point at the one marked “Scan this first”.',
    cameraStarting: 'Opening the camera…',
    cameraLost: 'The picture stopped; it is being restored…',
    cameraBusy:
      'The camera does not open; another app may be using it. Close other apps that use the camera, then tap “Try again”.',
    cameraDenied:
      'The browser may not use the camera. Tap the icon beside the address (or find this browser in the phone’s settings), allow “Camera”, then tap “Try again”. Or see the staff.',
    cameraMissing:
      'No camera was found. Open this page in the phone’s own browser and try again, or see the staff.',
    retry: 'Try again',
    otherCamera: 'Other camera',
    siteCode: 'That is a site code, not a sentry’s code.',
    openSiteCode: 'Register a visit with it',
    scannerFault: 'The scanner could not be opened. Try again with a network, or see the staff.',
    back: 'Back to my code',
    answerNow: 'Now hold this code in the frame on the sentry’s screen',
    answering: (seconds: number) => `For the sentry just scanned only: ${seconds} s left`,
    scanAnother: 'Scan another sentry',
    endAnswer: 'Back to the normal code',
  },
);
