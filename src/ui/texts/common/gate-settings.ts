import { gateSettingsForm, pinForm } from '../../../domain/gate/gate-settings-form.ts';
import { declareFormWords } from '../../kit/form/form-words.ts';
import { declareTexts } from '../../language/languages.ts';

/** How the sentries of a site behave towards people, where it is set. */
export const gateSettingsTexts = declareTexts(
  {
    intro: '适用于本场所的所有哨兵，下次联系时生效（最多半分钟）。不改变任何判定。',
    loading: '正在读取…',
    pinTitle: '值守 PIN',
    pinSet: '已设置。忘记时在此设新的，旧的随即失效。',
    pinMissing: '未设置：在哨兵旁的任何人都能打开值守设置。',
    pinTaken: '新 PIN 已设置，各哨兵下次联系时生效。',
    saved: '已保存。',
    notYours: '这不是您的场所。',
  },
  {
    intro:
      'For all sentries of this site, from their next contact on (half a minute at the most). No verdict changes by it.',
    loading: 'Loading…',
    pinTitle: 'Staff PIN',
    pinSet: 'Set. When it is forgotten, set a new one here: the old one ends.',
    pinMissing: 'Not set: anybody beside a sentry can open its staff settings.',
    pinTaken: 'The new PIN is set; each sentry has it from its next contact on.',
    saved: 'Saved.',
    notYours: 'This is not a site of yours.',
  },
);

const hours = (zh: boolean) => ({
  unit: zh ? '时' : ':00',
});

/** The words of the form of settings. */
export const gateSettingsWords = declareFormWords(
  gateSettingsForm,
  {
    submit: '保存',
    busy: '正在保存…',
    fields: {
      bystanders: {
        label: '未放行时，旁人能看到和听到什么',
        help: '低调：立即报警并显示“请联系工作人员”，点按屏幕后才显示原因。任何人都不应在门口被当众羞辱。',
        choices: {
          usual: '红码和阳性低调，其他显示原因（标准）',
          discreet: '一律低调',
          full: '一律显示并播报原因',
        },
      },
      volume: { label: '音量', unit: '%' },
      quietFrom: { label: '安静时段自', ...hours(true), help: '留空：没有安静时段' },
      quietTo: {
        label: '安静时段至',
        ...hours(true),
        problems: { 'one-hour': '安静时段要有不同的开始和结束时间' },
      },
      quietVolume: { label: '安静时段的音量', unit: '%', help: '0：无声，报警只显示在屏幕上' },
      restartHour: {
        label: '每夜重新启动的时间',
        ...hours(true),
        help: '无人通行时进行，只需几秒。留空：不重新启动',
      },
    },
  },
  {
    submit: 'Save',
    busy: 'Saving…',
    fields: {
      bystanders: {
        label: 'What bystanders see and hear of somebody who is not admitted',
        help: 'Discreet: the alarm at once and “Please wait for staff”; why is shown after a tap on the screen. Nobody is to be shamed at a door.',
        choices: {
          usual: 'Red and positive discreetly, other reasons in full (standard)',
          discreet: 'Always discreetly',
          full: 'Every reason in full, spoken too',
        },
      },
      volume: { label: 'Volume', unit: '%' },
      quietFrom: { label: 'Quiet hours from', ...hours(false), help: 'Empty: there are none' },
      quietTo: {
        label: 'Quiet hours until',
        ...hours(false),
        problems: { 'one-hour': 'Quiet hours need a beginning and another end' },
      },
      quietVolume: { label: 'Volume in the quiet hours', unit: '%', help: '0: silent, alarms are only seen' },
      restartHour: {
        label: 'Nightly restart at',
        ...hours(false),
        help: 'While nobody is there; it takes some seconds. Empty: never',
      },
    },
  },
);

const pinHelp = {
  zh: '6 到 10 位数字，不能是 123456 或同一数字',
  en: '6 to 10 digits, not 123456 and not one digit throughout',
};

/** The words of the form of a new PIN. */
export const pinWords = declareFormWords(
  pinForm,
  {
    submit: '设置 PIN',
    busy: '正在设置…',
    fields: { pin: { label: '新 PIN', help: pinHelp.zh, problems: { pin: pinHelp.zh } } },
  },
  {
    submit: 'Set the PIN',
    busy: 'Setting…',
    fields: { pin: { label: 'New PIN', help: pinHelp.en, problems: { pin: pinHelp.en } } },
  },
);
