import { declareTexts } from '../../language/languages.ts';

/** What a sentry's own screen says of commands given from afar. */
export const fleetDeviceTexts = declareTexts(
  {
    lockedBanner: '管理员已锁定此哨兵：不会自动放行任何人，所有人由工作人员查验。记录照常保存和上传。',
    wipedTitle: '此哨兵已被清除',
    wipedText: '管理员已清除此设备的配对和规则，此处不再查验。请勿清除浏览器数据：尚未上传的记录仍在设备上。',
    wipedWaiting: (count: number) => `还有 ${count} 条记录待上传。`,
    wipedRejected: (count: number) => `${count} 条被拒收的记录保留在设备上，重新配对后可导出。`,
    wipedOffline: '没有网络：请让设备联网。',
  },
  {
    lockedBanner:
      'An administrator has locked this sentry: it admits nobody automatically, staff must check everybody. Scans are kept and uploaded as usual.',
    wipedTitle: 'This sentry has been wiped',
    wipedText:
      'An administrator has removed this device’s pairing and rules; nobody is checked here. Do not clear the browser’s data: scans not yet uploaded are still on the device.',
    wipedWaiting: (count: number) =>
      count === 1 ? '1 scan is still to be uploaded.' : `${count} scans are still to be uploaded.`,
    wipedRejected: (count: number) =>
      `${count} rejected ${count === 1 ? 'record stays' : 'records stay'} on the device and can be exported once it is paired again.`,
    wipedOffline: 'There is no network: bring the device online.',
  },
);
