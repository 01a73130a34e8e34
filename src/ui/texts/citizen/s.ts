import { declareTexts } from '../../language/languages.ts';

/** Texts of the page that a scanned site code opens. */
export const siteTexts = declareTexts(
  {
    reading: '正在读取场所信息…',
    unread: '场所信息未能读取',

    noCodeTitle: '没有场所码',
    noCode: '请用手机相机扫描门口张贴的场所码。',
    badCodeTitle: '此码无效',
    badCode: '这不是本区的场所码，或者已经停用，到访没有登记。请向场所工作人员核实，不要扫描来历不明的码。',

    signIn: '登录后登记到访',
    signInWhy: '登录一次即可，以后扫码直接登记。',
    signedOut: '登录已失效，请重新登录；到访还没有登记。',

    registering: '正在登记…',
    registered: '到访已登记',
    now: '现在',
    checkPlace: '请核对上面的场所名称与您所在的地方一致。',
    person: '登记人',

    notRegistered: '到访没有登记',
    offline: '服务器没有应答，请检查手机网络，然后重试。没有网络时，请向工作人员出示健康码。',
    nobodysOwn: '此账号没有本人的记录，不能登记到访。请向工作人员出示健康码。',
    tooMany: '登记次数过多：请等一分钟再试；今天登记已满的，请向工作人员出示健康码。',
    serverFault: '服务器出现问题，请稍后重试，或向工作人员出示健康码。',
    retry: '重试',

    notice: '隐私告知',
    myCode: '我的健康码',
    notYou: '不是本人？退出登录',
    leaveAsk: '到访还没有登记。现在退出，这次到访就不会登记在您名下；此手机上的健康码也会删除。确定退出吗？',
    leaveYes: '退出登录',
    leaveNo: '取消',
  },
  {
    reading: 'Reading the place…',
    unread: 'The place could not be read',

    noCodeTitle: 'No site code',
    noCode: 'Scan the site code at the door with your phone’s camera.',
    badCodeTitle: 'This code is not valid',
    badCode:
      'It is not a site code of this district, or it is no longer in use. Your visit is NOT registered. Ask the staff, and do not scan codes of unknown origin.',

    signIn: 'Sign in to register your visit',
    signInWhy: 'Once is enough: after that, scanning registers at once.',
    signedOut: 'You are signed out. Sign in again; your visit is NOT registered yet.',

    registering: 'Registering…',
    registered: 'Visit registered',
    now: 'Now',
    checkPlace: 'Check that the name above is the place you are at.',
    person: 'Registered for',

    notRegistered: 'Your visit is NOT registered',
    offline:
      'The server did not answer. Check the phone’s network, then try again. Without a network, show your health code to the staff.',
    nobodysOwn:
      'This account has no person of its own, and registers no visits. Show the health code to the staff.',
    tooMany:
      'Too many visits were registered. Wait a minute, then try again; if today’s are used up, show your health code to the staff.',
    serverFault: 'The server has a problem. Try again shortly, or show your health code to the staff.',
    retry: 'Try again',

    notice: 'Privacy notice',
    myCode: 'My health code',
    notYou: 'Not you? Sign out',
    leaveAsk:
      'This visit is NOT registered yet. If you sign out now it will not be, and the health code on this phone is deleted. Sign out?',
    leaveYes: 'Sign out',
    leaveNo: 'Cancel',
  },
);
