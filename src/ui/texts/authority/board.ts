import { declareTexts } from '../../language/languages.ts';

/** What the board's pictures count, and from what. */
export const boardTexts = declareTexts(
  {
    times: '次',
    hoursDefinition: '今天 0 时起每小时的扫码和预警，来自全区哨兵已上传的记录；虚线的一小时尚未结束。',
    daysDefinition: '每天的扫码、到访和预警，来自每日汇总；今天截至目前。',
    mapHeading: '街道地图',
    mapDefinition: '按场所所在街道统计；今天截至目前。',
    figure: '显示',
    mapLoading: '正在读取街道边界…',
    mapFailed: (reason: string) => `街道边界无法读取（${reason}），请看表格。`,
    again: '重试',
    list: '查看列表',
    signerAway: '签名服务无响应',
    signerAwayMeans:
      '门口照常核验，扫码照常上传。健康码的续签、按号码查找人员、远程指令和到期数据的删除要等它恢复。请在服务器上检查签名服务进程。',
    view_overview: '总览',
    view_alarms: '预警',
    view_sentries: '哨兵',
    definition:
      '今天 0 时至今的扫码、到访、预警和哨兵的当前状态；扫码来自哨兵已上传的记录，到访来自手机登记。',
    noHours: (scope: string) =>
      `分时数据只按全区统计，您的账号范围是${scope}，因此不显示。各日数据见“近 14 天”。`,
    worstHeading: '需要处理的哨兵',
    noneBad: '没有需要处理的哨兵。',
    allBad: (count: string) => `全部 ${count} 台有问题的哨兵`,
    allSentries: (count: string) => `全部 ${count} 台哨兵`,
    seen: (ago: string) => `最近联系：${ago}`,
    alarms: '预警',
    alarmsDefinition: '保存期内的全部预警，最新的在前；同一哨兵几分钟内过多的预警只计数，见“另有未列出”。',
    findAlarm: '场所或哨兵名称',
    exportBegun: '已开始导出，可以离开页面；文件见页面上方的“任务”。导出已记入审计日志。',
    tooMuchWork: '未执行：您已有三项任务在进行，或服务器任务已满。请等待或取消其中一项。',
    when: '时间',
    day: '日期',
    verdict: '判定',
    reasons: '原因',
    temperature: '体温',
    more: '另有未列出',
  },
  {
    times: 'times',
    hoursDefinition:
      'Scans and alarms of each hour since midnight, from what all sentries of the district have uploaded; the dashed hour is not over.',
    daysDefinition: 'Scans, visits and alarms of each day, from the daily roll-ups; today so far.',
    mapHeading: 'Map of the sub-districts',
    mapDefinition: 'Counted where the site lies; today so far.',
    figure: 'Shown',
    mapLoading: 'Reading the outlines of the sub-districts …',
    mapFailed: (reason: string) => `The outlines cannot be read (${reason}): see the table.`,
    again: 'Try again',
    list: 'See the list',
    signerAway: 'The signer does not answer',
    signerAwayMeans:
      'Gates decide and scans arrive as ever. New passes, searches for a person, commands to sentries and the deletion of old data wait until it is back. See to the signer’s process on the server.',
    view_overview: 'Overview',
    view_alarms: 'Alarms',
    view_sentries: 'Sentries',
    definition:
      'Scans, visits and alarms since midnight and the sentries as they are now; scans are what sentries have uploaded, visits what phones have registered.',
    noHours: (scope: string) =>
      `Hours are counted for the whole district alone, and your account is of ${scope}: they are not shown. See the last 14 days.`,
    worstHeading: 'Sentries that need attention',
    noneBad: 'No sentry needs attention.',
    allBad: (count: string) => `All ${count} with problems`,
    allSentries: (count: string) => (count === '1' ? 'The one sentry' : `All ${count} sentries`),
    seen: (ago: string) => `Last seen: ${ago}`,
    alarms: 'Alarms',
    alarmsDefinition:
      'All alarms that are kept, the latest first. Of a sentry that raises very many in a few minutes the others are counted alone.',
    findAlarm: 'Site or sentry',
    exportBegun:
      'The export has begun; you may leave the page. The file lies under “Work” above. It is on record.',
    tooMuchWork:
      'Not done: three pieces of your work are under way, or the server has enough of it. Wait, or cancel one.',
    when: 'When',
    day: 'Day',
    verdict: 'Verdict',
    reasons: 'Reasons',
    temperature: 'Temperature',
    more: 'More not listed',
  },
);
