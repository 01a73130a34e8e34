import { declareTexts, type Language } from '../../language/languages.ts';

/** What is said while something is done, when it is done and when it failed: the same words on every page. Numbers come grouped. */
export const actionTexts = declareTexts(
  {
    busy: '正在处理…',
    done: '已完成。',
    doneOf: (done: string, all: string, left: string) =>
      `已完成 ${done} 项，共 ${all} 项；其余 ${left} 项仍保持选中。`,
    waits: '已提交，等待另一名工作人员审批。在此之前不会执行。',
    waitsUntil: (at: string) => `已提交，等待另一名工作人员审批，${at} 失效。在此之前不会执行。`,

    unanswered: '服务器没有应答，无法确定是否已执行。请检查网络，先查看当前情况，再决定是否重试。',
    unread: '服务器没有应答。请检查网络后再试。',
    notAllowed: '未执行：您的账号没有此项权限。如有需要，请联系管理员。',
    overtaken: '未执行：其他人已先处理或修改。请查看最新情况后再决定。',
    notFound: '未执行：对象已不存在，或已发生变化。',
    malformed: '未执行：填写的内容有误。请检查各项后再提交。',
    tooMany: '未执行：操作过于频繁或已达上限。请稍后再试。',
    busyServer: (seconds: string) => `未执行：服务器繁忙。请在 ${seconds} 秒后再试。`,
    signerAway: '未执行：签名服务暂不可用。已签发的仍然有效；请稍后再试。',
    server: '未执行：服务器出现问题。请稍后再试。',

    cancel: '取消',
    close: '关闭',
    reason: '理由',
    chooseReason: '请选择',
    words: '说明',
    wordsOptional: '说明（可不填）',
    typeCount: (count: string) => `请输入数量 ${count} 以确认`,
    noReason: '请选择理由。',
    noWords: (least: string) => `请填写说明，至少 ${least} 个字。`,
    wrongCount: (count: string) => `输入的数量不符，应为 ${count}。`,
    second: '此操作须由另一名工作人员审批后才执行。',
    told: (who: string) => `将告知：${who}`,

    undo: '撤销',
    undone: '已撤销。',

    conflictTitle: '其他人同时作了修改',
    conflictIntro: '以下各项您与他人填写的内容不同。请逐项选择；选择之前不会保存。',
    field: '项目',
    theirs: '他人',
    mine: '您的',
    keepChosen: '采用所选内容',
    emptyValue: '（空）',
  },
  {
    busy: 'Working…',
    done: 'Done.',
    doneOf: (done: string, all: string, left: string) =>
      `${done} of ${all} done; ${left} ${left === '1' ? 'stays' : 'stay'} ticked.`,
    waits: 'Sent: it waits for the approval of another official. Nothing is done before.',
    waitsUntil: (at: string) =>
      `Sent: it waits for the approval of another official until ${at}. Nothing is done before.`,

    unanswered:
      'The server did not answer, so it may or may not be done. Check the network and look at how things stand before you try again.',
    unread: 'The server did not answer. Check the network and try again.',
    notAllowed: 'Not done: your account may not do this. Ask an administrator if you need it.',
    overtaken: 'Not done: somebody else was faster or changed it meanwhile. Look at it as it stands now.',
    notFound: 'Not done: it is no longer there, or has changed.',
    malformed: 'Not done: something filled in is wrong. Check each field and send it again.',
    tooMany: 'Not done: too many requests, or a limit is reached. Try again later.',
    busyServer: (seconds: string) => `Not done: the server is busy. Try again in ${seconds} s.`,
    signerAway: 'Not done: the signing service is away. What it signed before stays valid; try again soon.',
    server: 'Not done: the server has a problem. Try again shortly.',

    cancel: 'Cancel',
    close: 'Close',
    reason: 'Reason',
    chooseReason: 'Choose',
    words: 'In words',
    wordsOptional: 'In words (optional)',
    typeCount: (count: string) => `Type the number ${count} to confirm`,
    noReason: 'Choose a reason.',
    noWords: (least: string) => `Say why, in ${least} characters or more.`,
    wrongCount: (count: string) => `That is not the number: ${count} is.`,
    second: 'Another official must approve this before it is done.',
    told: (who: string) => `Will be told: ${who}`,

    undo: 'Undo',
    undone: 'Undone.',

    conflictTitle: 'Somebody else changed this too',
    conflictIntro:
      'What you and they filled in differs here. Choose for each field; nothing is saved before.',
    field: 'Field',
    theirs: 'Theirs',
    mine: 'Yours',
    keepChosen: 'Take what is chosen',
    emptyValue: '(empty)',
  },
);
export type ActionTexts = (typeof actionTexts)[Language];
