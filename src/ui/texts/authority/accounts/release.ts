import { declareTexts } from '../../../language/languages.ts';

/** Texts of which release of the pages this is. */
export const releaseTexts = declareTexts(
  {
    heading: '本页面的发布版本',
    of: (date: string) => `发布日期 ${date}`,
    unsigned: '此版本未经发布密钥签名（试用或自行构建）。',
    hash: '清单哈希值',
    compare:
      '请与发布方公布的哈希值核对。此处所示由服务器提供：要确认文件本身，请在另一台电脑上运行 npm run verify-release -- 地址 --key 发布公钥。',
  },
  {
    heading: 'Release of these pages',
    of: (date: string) => `Release ${date}`,
    unsigned: 'This one is not signed by a release key: a trial, or built by oneself.',
    hash: 'Hash of its manifest',
    compare:
      'Compare it with the one that was published. What stands here comes from the server: to know the files themselves, run on another computer npm run verify-release -- ADDRESS --key RELEASE-KEY.',
  },
);
