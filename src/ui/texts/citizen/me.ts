import { declareTexts } from '../../language/languages.ts';

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

    incomplete: (missing: string[]) => `资料不全：${missing.join('、')}`,
    incompleteAdvice: '仅有绿码不等于可以进入，请工作人员核实。',
    missingTest: '没有核酸检测结果',
    missingResult: '核酸检测结果未出',
    missingDose: '没有疫苗接种记录',

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
    nobody: '此账号没有关联任何人员，请到服务窗口办理。',
    signedOut: '登录已结束（每次最长 90 天，修改密码也会结束），请重新登录后更新。',
    serverFault: '服务器出现问题，稍后会自动再试。',
    badPass: '服务器发来的健康码与这部手机不符，未采用。请再试一次。',

    clockAhead: (by: string) => `手机时间快了 ${by}`,
    clockBehind: (by: string) => `手机时间慢了 ${by}`,
    clockAdvice:
      '时间不准的手机出示的码会被拒绝，本页已按服务器时间校正。请在系统设置中打开“自动设置时间”，再点“立即更新”。',
    damaged: '本机保存的健康码已损坏，未予采用；联网后会自动领取新的健康码。',
    notKept:
      '健康码未保存在此手机（可能是无痕窗口，或存储空间已满、已被清除）：关闭本页后即丢失，需要联网重新登录领取。请不要关闭本页。',

    mine: '我的健康信息',
    others: '健康信息',
    tests: '核酸检测',
    noTests: '没有检测记录。',
    doses: '疫苗接种',
    noDoses: '没有接种记录。',
    doseNumber: (n: number) => `第 ${n} 剂`,
    visits: '最近的到访',
    noVisits: '没有到访记录。扫描门口的场所码即可登记。',
    notLoaded: '这些信息要联网才能显示，不保存在手机上。',
    notLoadedSignedOut: '登录已失效。请重新登录后查看，这些信息不保存在手机上。',
    loading: '正在读取…',
    asOf: (at: string) => `以下信息截至 ${at}。`,
    wrongData: '信息有误？请联系所在街道或检测机构更正。',

    whoLooked: '谁查看过我的信息',
    myRights: '我的信息和权利',
    withdrawn: '您已撤回对手机健康码的同意。可在“我的信息和权利”中重新同意。',
    rosters: '我所在的场所名册',

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
      'This phone’s browser signs your code, so a screenshot is not accepted. Sign in once; after that it works without a network too.',
    opening: 'Opening…',

    codeLabel: 'Your health code, new every 15 seconds',
    refreshNow: 'Renew this code now',
    refreshHint: 'Tap the code for a fresh one',
    secondsLeft: (seconds: number) => `new in ${seconds} s`,
    bright: 'Not read? Turn the screen’s brightness up.',
    statedAt: 'Data as of',
    validUntil: 'Valid until',
    lastDose: (day: string) => `last ${day}`,

    incomplete: (missing: string[]) => `Incomplete: ${missing.join(', ')}`,
    incompleteAdvice: 'Green alone does not mean “may enter”. The staff must check.',
    missingTest: 'no test result',
    missingResult: 'test result pending',
    missingDose: 'no vaccination',

    notYetTitle: 'Your code is not valid yet',
    notYet: (at: string) =>
      `It is valid from ${at}. If this phone’s clock is wrong, switch on “Set time automatically”, then tap “Update now”.`,
    endedTitle: 'Your health code has expired',
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
    keepsOld: 'The code you have can be used until it expires.',
    offline: 'the server did not answer. Check the network; it updates by itself once connected.',
    tooMany: 'too many requests. The page will try again shortly.',
    nobody: 'This account stands for nobody. Have it seen to at a desk.',
    signedOut:
      'your sign-in has ended (one lasts 90 days at the most, and a changed password ends it). Sign in again to update.',
    serverFault: 'the server has a problem. The page will try again shortly.',
    badPass: 'the server sent a code that is not for this phone; it was not used. Please try again.',

    clockAhead: (by: string) => `This phone’s clock is ${by} fast`,
    clockBehind: (by: string) => `This phone’s clock is ${by} slow`,
    clockAdvice:
      'Codes from a phone with a wrong clock are refused; this page corrects for it by the server’s time. Switch on “Set time automatically” in the settings, then tap “Update now”.',
    damaged:
      'The code stored on this phone was damaged and not used. A new one is fetched once there is a network.',
    notKept:
      'The code is not kept on this phone (a private window, or the storage is full or was cleared): closing this page loses it, and you will need a network to sign in again. Leave the page open.',

    mine: 'My health data',
    others: 'Health data',
    tests: 'Nucleic acid tests',
    noTests: 'No tests on record.',
    doses: 'Vaccinations',
    noDoses: 'No doses on record.',
    doseNumber: (n: number) => `No. ${n}`,
    visits: 'My latest visits',
    noVisits: 'No visits. Scan the site code at a door to register one.',
    notLoaded: 'This needs a network: it is not stored on the phone.',
    notLoadedSignedOut: 'You are signed out. Sign in again to see this: it is not stored on the phone.',
    loading: 'Loading…',
    asOf: (at: string) => `As of ${at}.`,
    wrongData: 'Something wrong? Ask your sub-district office or the laboratory to correct it.',

    whoLooked: 'Who looked at my data',
    myRights: 'My data and my rights',
    withdrawn:
      'You withdrew your consent to passes on the phone. You can agree again under “My data and my rights”.',
    rosters: 'Rosters of sites I am on',

    signOut: 'Sign out',
    signOutAsk:
      'Signing out deletes the code and its key from this phone. To use it again you will need a network to sign in.',
    signOutYes: 'Delete and sign out',
    cancel: 'Cancel',
    signInAgain: 'Sign in again',
    otherFaces: 'All pages',
  },
);
