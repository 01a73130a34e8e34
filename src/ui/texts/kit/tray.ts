import { declareTexts, type Language } from '../../language/languages.ts';
import type { ExportList, WorkFault } from '../../../domain/api/work-api.ts';

/** Texts of long work and of the two trays in the header. Numbers come grouped, days and times as they are shown. */
export const trayTexts = declareTexts(
  {
    toApprove: '待审批',
    requests: '申请',
    requestsLate: (late: string) => `申请（超时 ${late}）`,
    requestsCount: (waiting: string, late: string) =>
      `复核和更正申请，${waiting} 项待处理，其中 ${late} 项已超过承诺时间`,
    unusual: '异常',
    unusualCount: (count: string) => `异常，${count} 项（近 24 小时）`,
    work: '任务',
    toApproveCount: (count: string) => `待审批，${count} 项等待您决定`,
    workCount: (count: string) => `任务，${count} 项进行中`,
    none: '没有任务。耗时较长的操作会列在这里；离开页面不影响其进行。',
    leave: '可以离开此页面，任务在服务器上继续。结果保留 24 小时。',
    replay: (version: string, days: string) => `规则回放：${version}，${days}`,
    version: (number: string) => `第 ${number} 版`,
    draft: '草案',
    district: '全区',
    exportOf: (list: string) => `导出：${list}`,
    auditCheck: '核验审计日志',
    waiting: '等待开始',
    running: '进行中',
    done: '已完成',
    failed: '未完成',
    cancelled: '已取消',
    progress: (done: string, total: string) => `${done} / ${total}`,
    soFar: (done: string) => `已处理 ${done}`,
    until: (at: string) => `${at} 删除`,
    cancel: '取消任务',
    file: '下载结果',
    remove: '删除',
    removed: '已删除。',
    cancelledNow: '已取消，未保留任何内容。',
    saved: '结果文件已保存。',
    see: '查看',
    ended: (what: string, state: string) => `${what}：${state}。`,
  },
  {
    toApprove: 'To approve',
    requests: 'Requests',
    requestsLate: (late: string) => `Requests (${late} late)`,
    requestsCount: (waiting: string, late: string) =>
      `Reviews and corrections: ${waiting} waiting, ${late} past the promised time`,
    unusual: 'Unusual',
    unusualCount: (count: string) => `Unusual: ${count} in the last 24 hours`,
    work: 'Work',
    toApproveCount: (count: string) => `To approve: ${count} ${count === '1' ? 'waits' : 'wait'} for you`,
    workCount: (count: string) => `Work: ${count} under way`,
    none: 'None yet. What takes the server long is listed here, and goes on when you leave the page.',
    leave: 'You may leave this page: it goes on at the server. Results are kept for 24 hours.',
    replay: (version: string, days: string) => `Replay of ${version}, ${days}`,
    version: (number: string) => `version ${number}`,
    draft: 'the draft',
    district: 'whole district',
    exportOf: (list: string) => `Export: ${list}`,
    auditCheck: 'Verification of the audit log',
    waiting: 'not begun',
    running: 'under way',
    done: 'done',
    failed: 'not done',
    cancelled: 'cancelled',
    progress: (done: string, total: string) => `${done} of ${total}`,
    soFar: (done: string) => `${done} so far`,
    until: (at: string) => `Deleted ${at}`,
    cancel: 'Cancel it',
    file: 'Save the file',
    remove: 'Delete',
    removed: 'Deleted.',
    cancelledNow: 'Cancelled; nothing of it is kept.',
    saved: 'The file is saved.',
    see: 'Look at it',
    ended: (what: string, state: string) => `${what}: ${state}.`,
  },
);
export type TrayTexts = (typeof trayTexts)[Language];

/** Why long work was not done, and what to do. */
export const workFaultTexts: Record<Language, Record<WorkFault, string>> = {
  'zh-CN': {
    'not-allowed': '您的账号已没有此项权限。',
    'not-found': '对象已不存在，例如草案已被替换。请重新提交。',
    late: '24 小时内未能完成。请缩小范围后重新提交。',
    server: '服务器出现问题。请重新提交；如再次失败，请联系管理员。',
  },
  en: {
    'not-allowed': 'Your account may no longer ask for it.',
    'not-found': 'What it is about is gone, such as a draft that was replaced. Ask for it anew.',
    late: 'It did not end within 24 hours. Ask for less at a time.',
    server: 'The server had a problem. Ask for it again; if it fails again, tell an administrator.',
  },
};

/** Names of exported lists. */
export const exportListTexts: Record<Language, Record<ExportList, string>> = {
  'zh-CN': { fleet: '哨兵清单', sites: '场所清单', alarms: '预警清单', audit: '审计日志' },
  en: { fleet: 'list of sentries', sites: 'list of sites', alarms: 'list of alarms', audit: 'audit log' },
};
