import { declareTexts } from '../languages.ts';

/** Texts of the citizen's own page. */
export const meTexts = declareTexts(
  {
    signInTitle: '登录后领取健康码',
    signInWhy: '健康码由这部手机的浏览器签名，截屏无效。登录一次即可，之后没有网络也能出示。',
    opening: '正在打开…',

    codeLabel: '您的健康码，每 15 秒更新',
    refreshNow: '立即刷新此码',
    refreshHint: '点击二维码可立即刷新',
    secondsLeft: (seconds: number) => `${seconds} 秒后更新`,
    bright: '扫不上？请调高屏幕亮度。',
    statedAt: '数据时间',
    validUntil: '有效期至',
    lastDose: (day: string) => `末剂 ${day}`,

    notYetTitle: '健康码尚未生效',
    notYet: (at: string) => `将于 ${at} 生效。如果手机时间不准，请打开“自动设置时间”，再点“立即更新”。`,
    endedTitle: '健康码已过期',
    ended: (at: string) => `有效期到 ${at} 为止，现在没有可出示的码。`,
    noneTitle: '还没有健康码',
    connect: '请连接网络，再点“立即更新”。',
    signInFirst: '请重新登录，领取新的健康码。',
    noNetwork: '没有网络时，请凭身份证件联系现场工作人员。',
    fetchingTitle: '正在领取健康码…',
    unsignedTitle: '无法生成健康码',
    unsigned: '浏览器无法用这部手机的密钥签名。请退出登录后重新登录，领取新的健康码。',

    renew: '立即更新',
    renewing: '正在更新…',
    notRenewed: '未能更新：',
    keepsOld: '原有健康码在有效期内仍可使用。',
    offline: '服务器没有应答。请检查网络；联网后会自动更新。',
    tooMany: '请求次数过多，稍后会自动再试。',
    signedOut: '登录已失效，请重新登录后更新。',
    serverFault: '服务器出现问题，稍后会自动再试。',
    badPass: '服务器发来的健康码与这部手机不符，未采用。请再试一次。',

    clockAhead: (by: string) => `手机时间快了 ${by}`,
    clockBehind: (by: string) => `手机时间慢了 ${by}`,
    clockAdvice:
      '时间不准的手机出示的码会被拒绝，本页已按服务器时间校正。请在系统设置中打开“自动设置时间”，再点“立即更新”。',
    damaged: '本机保存的健康码已损坏，未予采用；联网后会自动领取新的健康码。',
    notKept: '此浏览器不保存数据（例如无痕窗口）：关闭页面后健康码即丢失，需要重新登录领取。',

    mine: '我的健康信息',
    tests: '核酸检测',
    noTests: '没有检测记录。',
    doses: '疫苗接种',
    noDoses: '没有接种记录。',
    doseNumber: (n: number) => `第 ${n} 剂`,
    visits: '最近的场所登记',
    noVisits: '没有登记记录。扫描门口的场所码即可登记。',
    notLoaded: '这些信息要联网才能显示，不保存在手机上。',
    loading: '正在读取…',
    asOf: (at: string) => `以下信息截至 ${at}。`,
    wrongData: '信息有误？请联系所在街道或检测机构更正。',

    whoSees: '谁能看到我的信息',
    whoSeesList: [
      '门口的哨兵和值守人员：颜色、打码姓名、最近核酸结果及时间、接种剂次。看不到身份证号，也查不到您去过哪里。',
      '任何人对着屏幕扫这个码，都能读出同样的内容。所以码的有效期很短，不要转发。',
      '场所负责人：只看到人数，不看到任何人。',
      '进出记录只写健康码的随机编号，不写姓名；姓名和身份证号加密保存。',
      '截屏没有用：码每 15 秒由这部手机重新签名，旧的画面会被拒绝。',
    ].join('\n'),

    signOut: '退出登录',
    signOutAsk: '退出后，本机的健康码和密钥会被删除；再次使用需要联网登录。',
    signOutYes: '删除并退出',
    cancel: '取消',
    signInAgain: '重新登录',
    otherFaces: '全部入口',
  },
  {
    signInTitle: 'Sign in to get your health code',
    signInWhy:
      'This phone’s browser signs your code, so a screenshot is worth nothing. Sign in once; after that it works without a network too.',
    opening: 'Opening…',

    codeLabel: 'Your health code, new every 15 seconds',
    refreshNow: 'Renew this code now',
    refreshHint: 'Tap the code for a fresh one',
    secondsLeft: (seconds: number) => `new in ${seconds} s`,
    bright: 'Not read? Turn the screen’s brightness up.',
    statedAt: 'Data as of',
    validUntil: 'Valid until',
    lastDose: (day: string) => `last ${day}`,

    notYetTitle: 'Your code is not valid yet',
    notYet: (at: string) =>
      `It begins at ${at}. If this phone’s clock is wrong, switch on “Set time automatically”, then tap “Update now”.`,
    endedTitle: 'Your health code has ended',
    ended: (at: string) => `It was valid until ${at}; there is no code to show now.`,
    noneTitle: 'No health code yet',
    connect: 'Connect to a network and tap “Update now”.',
    signInFirst: 'Sign in again to get a new one.',
    noNetwork: 'Without a network, see the staff with your ID card.',
    fetchingTitle: 'Getting your health code…',
    unsignedTitle: 'The code cannot be made',
    unsigned:
      'The browser cannot sign with this phone’s key. Sign out, then sign in again to get a new health code.',

    renew: 'Update now',
    renewing: 'Updating…',
    notRenewed: 'Not updated: ',
    keepsOld: 'The code you have stays usable until it ends.',
    offline: 'the server did not answer. Check the network; it updates by itself once connected.',
    tooMany: 'too many requests. It is tried again shortly.',
    signedOut: 'you are signed out. Sign in again to update.',
    serverFault: 'the server has a problem. It is tried again shortly.',
    badPass: 'the server sent a code that is not for this phone; it was not used. Please try again.',

    clockAhead: (by: string) => `This phone’s clock is ${by} fast`,
    clockBehind: (by: string) => `This phone’s clock is ${by} slow`,
    clockAdvice:
      'Codes from a phone with a wrong clock are refused; this page corrects for it by the server’s time. Switch on “Set time automatically” in the settings, then tap “Update now”.',
    damaged:
      'The code stored on this phone was damaged and not used. A new one is fetched once there is a network.',
    notKept:
      'This browser keeps no data (a private window, for example): closing the page loses the code, and you will have to sign in again.',

    mine: 'My health data',
    tests: 'Nucleic acid tests',
    noTests: 'No tests on record.',
    doses: 'Vaccinations',
    noDoses: 'No doses on record.',
    doseNumber: (n: number) => `No. ${n}`,
    visits: 'My latest check-ins',
    noVisits: 'No check-ins. Scan the site code at a door to check in.',
    notLoaded: 'This needs a network: it is not stored on the phone.',
    loading: 'Loading…',
    asOf: (at: string) => `As of ${at}.`,
    wrongData: 'Something wrong? Ask your sub-district office or the laboratory to correct it.',

    whoSees: 'Who sees what about me',
    whoSeesList: [
      'Sentries and guards at a door: colour, masked name, last nucleic acid result with its time, doses. No ID number, and not where you have been.',
      'Anybody who scans this screen can read the same. That is why the code lives so short; do not pass it on.',
      'Owners of places: numbers of people, never a person.',
      'Records of passages carry the random number of a code, never a name; names and ID numbers are stored encrypted.',
      'A screenshot is worth nothing: this phone signs the code anew every 15 seconds, and old pictures are refused.',
    ].join('\n'),

    signOut: 'Sign out',
    signOutAsk:
      'Signing out deletes the code and its key from this phone. To use it again you will need a network to sign in.',
    signOutYes: 'Delete and sign out',
    cancel: 'Cancel',
    signInAgain: 'Sign in again',
    otherFaces: 'All pages',
  },
);
