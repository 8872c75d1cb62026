// The words that only the host's window shows, in Arabic.
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable } from '../words';
import { doctor } from './doctor';

const count = counting('ar');

/** A name in a bidi isolate, so that it does not turn the sentence around. */
const isolated = (text = '') => `\u2068${text}\u2069`;
/** An address, a path or another text that runs from left to right in every sentence. */
const ltr = (text = '') => `\u2066${text}\u2069`;

const characters = (n = 0) =>
  count(n, { one: 'حرف واحد', two: 'حرفان', few: '# أحرف', many: '# حرفًا', other: '# حرف' });

const host: HostTable['host'] = {
  greeting: {
    title: 'فتح غرفتك',
    lead: 'ستحصل شبكتك على غرفة دردشة.',
    join: 'فتح الغرفة',
  },

  paused: {
    words: 'الغرفة متوقفة مؤقتًا: لا يمكن لأحد الانضمام أو الكتابة.',
    resume: 'استئناف',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed' ? why : `لا يمكن للضيوف الانضمام. ${why} هذه النافذة ما زالت تعمل.`,

  setAside: {
    dismiss: 'إغلاق هذا التنبيه',
    words: ({ cause, path, restored, new_code }) => {
      const what = {
        broken: 'تعذّرت قراءة ملف الإعدادات.',
        newer: 'كُتبت الإعدادات بإصدار أحدث من Flatchat. يستخدم هذا الإصدار ما يعرفه منها.',
        partly: 'كانت بعض الإعدادات غير صالحة. تُستخدم بقية الإعدادات.',
        gone: 'لم يوجد ملف الإعدادات.',
      }[cause];
      const instead = restored
        ? {
            broken: 'تُستخدم آخر نسخة سليمة منه.',
            newer: '',
            partly: 'للإعدادات غير الصالحة آخر قيمها السليمة.',
            gone: 'تُستخدم آخر نسخة سليمة منه.',
          }[cause]
        : {
            broken: 'لكل الإعدادات قيمها الافتراضية.',
            newer: '',
            partly: 'للإعدادات غير الصالحة قيمها الافتراضية.',
            gone: '',
          }[cause];
      const code = new_code ? 'ربما كان للغرفة رمز، لذلك أصبح لها الآن رمز جديد. وهو في الإعدادات.' : '';
      const where = path === null ? '' : `الملف القديم: ${ltr(path)}`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'القائمة',
    showFile: 'عرض chat.txt في مجلده',
    export: 'تصدير…',
    rooms: 'فتح غرفة أخرى…',
    nearby: 'الغرف القريبة…',
    pause: 'إيقاف الغرفة مؤقتًا',
    resume: 'استئناف الغرفة',
    zoom: 'التكبير',
    smaller: 'أصغر',
    larger: 'أكبر',
    usualSize: (now) => `الحجم المعتاد، الآن ${isolated(now)}`,
    fullScreen: 'ملء الشاشة',
    guide: 'الدليل',
    about: 'حول Flatchat',
    quit: 'إنهاء',
  },

  rooms: {
    title: 'الغرف',
    here: 'هذه الغرفة',
    show: 'عرض chat.txt في مجلده',
    recent: 'فُتحت من قبل',
    open: (title) => `فتح ${isolated(title)}`,
    choose: 'اختيار مجلد…',
    help: 'الغرفة مجلد فيه ملف chat.txt. والمجلد الذي ليس فيه هذا الملف يصبح غرفة جديدة. عند فتح غرفة أخرى، تُغلق هذه الغرفة أمام ضيوفها.',
    leave: 'إغلاق هذه الغرفة؟',
    leaveWords: (guests) =>
      `${count(guests, {
        zero: 'لا ضيوف في هذه الغرفة',
        one: 'في هذه الغرفة ضيف واحد',
        two: 'في هذه الغرفة ضيفان',
        few: 'في هذه الغرفة # ضيوف',
        many: 'في هذه الغرفة # ضيفًا',
        other: 'في هذه الغرفة # ضيف',
      })}. عند فتح غرفة أخرى، تُغلق هذه الغرفة أمام ${guests === 1 ? 'هذا الضيف' : 'جميع الضيوف'}.`,
    leaveYes: 'إغلاقها والمتابعة',
    leaveNo: 'البقاء في هذه الغرفة',
  },

  export: {
    title: 'تصدير الغرفة',
    formats: {
      html: { name: 'صفحة واحدة', use: 'تُفتح في أي متصفح، حتى دون اتصال، ويمكن البحث فيها. للأشخاص.' },
      markdown: { name: 'Markdown', use: 'نص للقراءة أو الطباعة أو الإدراج في مستندات أخرى.' },
      json_lines: {
        name: 'JSON lines',
        use: 'في كل سطر رسالة واحدة، مع تعديلاتها وتفاعلاتها. للبرامج.',
      },
      log: { name: 'chat.txt', use: 'نسخة مطابقة من السجل. يستطيع Flatchat فتحها من جديد كغرفة.' },
    },
    help: 'كل ما قيل حتى الآن يُحفظ في ملف واحد، دون نصوص الرسائل المحذوفة.',
    saving: 'يُرجى اختيار مكان. تستغرق المحادثات الطويلة بعض الوقت…',
    saved: (name) => `تم الحفظ باسم ${isolated(name)}`,
    show: 'عرض الملف في مجلده',
  },

  about: {
    title: 'حول التطبيق',
    version: (version, engine) =>
      [`الإصدار ${ltr(version)}`, engine && ltr(engine)].filter(Boolean).join(' · '),
    what: 'غرفة دردشة لشبكتك. كل ما يُقال سطر في ملف نصي بسيط واحد، وهذا الملف ملك لك.',
    licence: 'برنامج حر برخصة MIT أو رخصة Apache 2.0، حسب اختيارك.',
    licences: 'رخص كل أجزائه',
  },

  doctor: {
    open: 'لا يستطيعون الانضمام؟',
    title: 'لماذا لا يستطيعون الانضمام؟',
    running: 'جارٍ تتبّع طريق الضيف إلى الغرفة…',
    found: (n) =>
      count(n, {
        one: 'خطوة واحدة تمنع الضيوف من الدخول.',
        two: 'خطوتان تمنعان الضيوف من الدخول.',
        few: '# خطوات تمنع الضيوف من الدخول.',
        other: '# خطوة تمنع الضيوف من الدخول.',
      }),
    nothingFound: 'لا يُعرف شيء على هذا الكمبيوتر يمنع الضيوف من الدخول.',
    again: 'إعادة الفحص',
    more: 'التفاصيل',
    helps: 'ما يمكن فعله',
    gone: 'لم تعد هذه مشكلة:',
    steps: 'كل خطوات الضيف إلى الغرفة',
    command: 'الأمر',
    verdicts: { good: 'سليم', problem: 'مشكلة', unclear: 'غير مؤكد' },
    live: 'والآن التجربة من هاتف',
    waiting: 'في انتظار أول حزمة بيانات من جهاز آخر…',
    hints: [
      'يجب توصيل الهاتف بشبكة Wi-Fi نفسها التي عليها هذا الكمبيوتر، وليس بشبكة Wi-Fi للضيوف، فهي تفصل الأجهزة بعضها عن بعض. ويجب إيقاف بيانات الهاتف.',
      `يجب فتح الرابط وفي أوله ${ltr('http://')}. إذا أصرّ المتصفح على https، فيجب السماح له باستخدام http لهذا العنوان.`,
    ],
    reached: {
      connected: 'وصل إلى هذا الكمبيوتر.',
      page: 'فتح الصفحة.',
      joined: 'دخل الغرفة.',
    },
    onlyConnected: `إذا لم يحدث شيء بعد ذلك، فإن المتصفح يحاول استخدام https. يجب أن يبدأ العنوان بـ ${ltr('http://')}.`,
  },

  nearby: {
    title: 'الغرف القريبة',
    lead: 'غرف فتحها آخرون على هذه الشبكة. تُفتح كل غرفة في نافذة خاصة بها.',
    none: 'لا توجد غرفة أخرى حتى الآن.',
    noneHelp:
      'تظهر الغرفة هنا فور أن يفتحها مضيفها. في الشبكات التي تفصل الأجهزة بعضها عن بعض، يمكن طلب رابط من المضيف.',
    code: 'تطلب رمزًا',
    open: 'مفتوحة للجميع',
    gone: 'لم تعد هنا',
  },

  settings: {
    lead: 'تُطبَّق التغييرات فورًا.',
    applied: 'تم التغيير.',
    failed: (why) => `لا يمكن عرض الإعدادات: ${why}`,

    room: 'الغرفة',
    roomTitle: 'اسم الغرفة',
    roomTitleHelp: 'يظهر أعلى الصفحة لدى الجميع.',
    roomTitleBad: 'تحتاج الغرفة إلى اسم.',
    code: 'رمز الغرفة',
    codeHelp: 'يحتاج إليه الضيوف للانضمام. تركه فارغًا يجعل الغرفة مفتوحة.',
    maxGuests: 'أقصى عدد للضيوف',
    maxGuestsHelp: (here) =>
      `عدد الضيوف الذين يمكن أن يكونوا هنا معًا، من دونك. ${count(here, {
        zero: 'لا ضيوف هنا الآن',
        one: 'هنا الآن ضيف واحد',
        two: 'هنا الآن ضيفان',
        few: 'هنا الآن # ضيوف',
        many: 'هنا الآن # ضيفًا',
        other: 'هنا الآن # ضيف',
      })}.`,
    maxGuestsBad: 'يُرجى إدخال عدد صحيح.',
    maxFile: 'أكبر ملف (ميغابايت)',
    maxFileHelp: 'أقصى حجم لملف واحد يُشارَك هنا.',
    maxFiles: 'كل الملفات معًا (ميغابايت)',
    maxFilesHelp: 'المساحة التي يمكن أن تشغلها الملفات المشارَكة على قرصك. الملفات الموجودة تبقى.',
    megabytesBad: 'يُرجى إدخال عدد صحيح لا يقل عن 1.',

    network: 'الشبكة',
    port: 'المنفذ',
    portHelp: (bound) => `تركه فارغًا يعني أي منفذ متاح.${bound === null ? '' : ` المستخدم الآن: ${bound}.`}`,
    portBad: 'يُرجى إدخال عدد صحيح من 1 إلى 65535، أو ترك الحقل فارغًا.',
    listen: 'من يمكنه الوصول إلى الغرفة',
    listenHelp: 'اختيار شبكة واحدة يبقي الآخرين خارج الغرفة.',
    listenAll: 'كل من على شبكاتك',
    listenThisComputer: 'هذا الكمبيوتر فقط',
    listenAddress: (ip, card) => `عبر ${ltr(ip)} فقط (${isolated(card)})`,
    listenAddressGone: (ip) => `عبر ${ltr(ip)} فقط (ليس هنا الآن)`,
    fixed: (listen) => `حُدّد ${ltr(`FLATCHAT_LISTEN=${listen}`)} عند بدء التشغيل، وهو المطبَّق الآن.`,
    localName: 'الاسم على الشبكة',
    localNameHelp: `يمكن للضيوف أيضًا فتح هذا الاسم متبوعًا بـ ${ltr('.local')}. تُقبل الحروف اللاتينية والأرقام والشرطات. تركه فارغًا يعني flatchat.`,
    allowedHosts: 'أسماء أخرى للغرفة',
    allowedHostsHelp:
      'أسماء يتيح بها خادم وكيل أو جهاز التوجيه لديك الوصول إلى الغرفة، مثل chat.example، تفصل بينها فواصل. يجب السماح فقط بأسماء اخترتها بنفسك.',
    announce: 'الإعلان عن الغرفة',
    announceHelp: 'يجد من على شبكاتك الغرفة دون رابط.',

    me: 'أنا',
    name: 'اسمك',
    nameHelp: 'يراه الآخرون بجانب رسائلك.',
    themeHelp: 'ينطبق هذا على نافذتك. وللضيوف أن يختاروا مظهرهم.',
    notifications: 'الإشعارات',
    notificationsHelp: 'تظهر على سطح المكتب أثناء استخدام نافذة أخرى.',
    notificationChoices: { all: 'كل الرسائل', mentions: 'عند ذكر اسمي', none: 'بلا إشعارات' },

    desktop: 'سطح المكتب',
    autostart: 'البدء مع الكمبيوتر',
    autostartHelp: 'تُفتح الغرفة عند تسجيل دخولك، دون نافذتها.',
    tray: 'مواصلة العمل في علبة النظام',
    trayHelp: 'إذا كان لسطح المكتب علبة نظام، فإن الغرفة تبقى مفتوحة عند إغلاق النافذة.',
    keepAwake: 'منع السكون أثناء وجود الضيوف',
    keepAwakeHelp:
      'ما دام في الغرفة ضيوف، ولمدة دقيقة بعدهم، لا يدخل هذا الكمبيوتر في وضع السكون من تلقاء نفسه. قد تنطفئ الشاشة.',

    languageOfSystem: 'لغة الكمبيوتر',
    languageHelp: 'تُستخدم في نافذتك وفي علبة النظام والإشعارات. وللضيوف أن يختاروا لغتهم.',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'تحتاج الغرفة إلى اسم.',
    too_long: ({ most }) => `أقصى طول لاسم الغرفة هو ${characters(most)}؛ يُرجى اختصاره.`,
  },
  bad_code: {
    empty: 'لا يمكن أن يكون رمز الغرفة فارغًا؛ يُرجى كتابة حرف واحد على الأقل.',
    too_long: ({ most }) => `أقصى طول لرمز الغرفة هو ${characters(most)}؛ يُرجى اختصاره.`,
    control: 'لا يمكن أن يحتوي رمز الغرفة على أحرف تحكّم؛ يُرجى حذفها.',
  },
  bad_max_guests: ({ most = 0 }) =>
    `تتسع الغرفة لعدد من الضيوف من 1 إلى ${count(most, { other: '#' })}؛ يُرجى اختيار عدد بينهما.`,
  bad_local_name: {
    empty: 'لا يمكن أن يكون الاسم على الشبكة فارغًا؛ يُرجى كتابة حرف واحد على الأقل.',
    too_long: ({ most }) => `أقصى طول للاسم على الشبكة هو ${characters(most)}؛ يُرجى اختصاره.`,
    letters: 'لا يحتوي الاسم على الشبكة إلا على الحروف من a إلى z والأرقام والشرطات.',
    hyphen: 'يبدأ الاسم على الشبكة وينتهي بحرف أو رقم.',
  },
  bad_host_name: {
    address: `يُرجى كتابة الاسم وحده، مثل chat.example، دون ${ltr('http://')} ودون ${ltr('/')}.`,
    wildcard: `يُرجى كتابة كل اسم كاملًا؛ لا تحل ${ltr('*')} محل أسماء أخرى.`,
    not_ascii: `يُرجى كتابة الاسم كما ترسله المتصفحات: عند نسخه من شريط العنوان، يبدأ بـ ${ltr('xn--')}.`,
    port: 'يُرجى حذف المنفذ؛ الاسم مسموح به على كل المنافذ.',
    not_a_name: 'هذا ليس اسمًا صالحًا؛ يُرجى كتابة اسم مثل chat.example.',
  },
  export_failed: 'تعذّر التصدير؛ تُرجى إعادة المحاولة.',
  export_full: 'القرص ممتلئ؛ يجب إخلاء بعض المساحة، أو اختيار مكان آخر.',
  export_interrupted: 'استُبدل الملف chat.txt أثناء التصدير؛ تُرجى إعادة المحاولة.',
  export_over_room: 'تحفظ الغرفة ملفاتها في هذا المجلد؛ يُرجى اختيار اسم آخر أو مجلد آخر.',
  export_unwritable: ({ cause }) =>
    cause
      ? `لا يمكن كتابة الملف هناك: ${withoutStop(cause)}. يُرجى اختيار مكان آخر.`
      : 'لا يمكن حفظ ملف في هذا المكان؛ يُرجى اختيار مكان آخر.',
};

const withoutStop = (sentence: string) => isolated(sentence.replace(/[.\s]+$/, ''));

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}: ${withoutStop(cause)}.`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('لا يمكن استخدام هذا المجلد', problem),
  bad_link: 'لا يمكن فتح هذا الرابط.',
  cannot_listen: {
    variable: ({ value }) =>
      `المتغيّر ${ltr(value)} ليس عنوانًا للاستماع. أمثلة: ${ltr('192.168.1.5:8765')}، ${ltr('localhost')}، ${ltr('8765')}.`,
    no_such_address: ({ value }) =>
      `ليس لهذا الكمبيوتر العنوان ${ltr(value)} الآن؛ يُرجى اختيار عنوان آخر في الإعدادات.`,
    os: (problem) => because(`لا يمكن تشغيل الغرفة على ${ltr(problem.value)}`, problem),
  },
  cannot_open: {
    file: (problem) => because(`لا يمكن فتح ${ltr(problem.value)}`, problem),
    no_link: ({ value }) => `لا يمكن فتح «${isolated(value)}»: لا يوجد رابط يؤدي إلى هناك.`,
    not_a_file: ({ value }) => `${ltr(value)} ليس ملفًا؛ يجب نقله إلى مكان آخر، أو اختيار مجلد آخر.`,
    room_in_use: ({ value, cause }) =>
      `${ltr(value)} قيد الاستخدام من ${isolated(cause)}؛ يجب إغلاق ذلك أولًا، أو اختيار مجلد آخر.`,
    room_not_there: ({ value }) =>
      `مجلد الغرفة الأخيرة ${ltr(value)} غير موجود، لذلك فُتحت غرفة أخرى. ستُعاد المحاولة عند التشغيل التالي.`,
    room_unusable: (problem) => because(`لا يمكن فتح الغرفة في ${ltr(problem.value)}`, problem),
    window: (problem) => because(`لا يمكن فتح «${isolated(problem.value)}» في نافذة`, problem),
  },
  cannot_search: (problem) => because('لا يستطيع هذا الكمبيوتر البحث عن غرف', problem),
  no_autostart: (problem) => because('سطح المكتب لا يسمح بذلك', problem),
  no_export: 'لم يتم تصدير شيء بعد.',
  no_full_screen: (problem) => because('لا يمكن للنافذة أن تملأ الشاشة', problem),
  no_guide: (problem) => because('لا يمكن عرض الدليل', problem),
  no_licences: 'لا يوجد ملف للرخص في هذا الإصدار.',
  no_offer: 'لم يعد هذا الملف متاحًا؛ يُرجى اختياره من جديد.',
  not_saved: (problem) => because('لا يمكن حفظ الملف في هذا المكان', problem),
  no_place: (problem) => because('لا يمكن حفظ ملف في هذا المكان', problem),
  no_room: 'لا توجد غرفة مفتوحة بعد؛ تُرجى إعادة المحاولة بعد لحظات.',
  no_zoom: (problem) => because('لا يمكن تغيير حجم الصفحة', problem),
  port_missed: ({ value, suggestion }) =>
    `المنفذ ${value} مستخدم، لذلك الغرفة الآن على المنفذ ${suggestion}.`,
  port_taken: ({ value }) => `المنفذ ${value} يستخدمه برنامج آخر؛ يُرجى اختيار منفذ آخر في الإعدادات.`,
  settings_not_kept: (problem) => because('لا يمكن حفظ الإعدادات', problem),
  unknown_room: 'لم تعد هذه الغرفة معروفة؛ يُرجى اختيار مجلدها.',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
