// The words that guests can see, in Arabic.
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { GuestCode } from '../en/refusals';
import type { Parts } from '../parts';
import { wordsOf, type WordsByCode } from '../refusal';
import type { EarlyWords, GuestTable } from '../words';

const count = counting('ar');

/** A name or a size in a bidi isolate, so that it does not turn the sentence around. */
const isolated = (text = '') => `\u2068${text}\u2069`;
/** An address, a command or another text that runs from left to right in every sentence. */
const ltr = (text = '') => `\u2066${text}\u2069`;

/** The mark makes the text run from right to left even if the browser goes by its first letter. */
const rtl = (text: string) => `\u200F${text}`;

const characters = (n = 0) =>
  count(n, { one: 'حرف واحد', two: 'حرفان', few: '# أحرف', many: '# حرفًا', other: '# حرف' });

/** After a preposition: the genitive. */
const seconds = (n = 0) => count(n, { one: 'ثانية واحدة', two: 'ثانيتين', few: '# ثوانٍ', other: '# ثانية' });
const minutes = (n: number) =>
  count(n, { one: 'دقيقة واحدة', two: 'دقيقتين', few: '# دقائق', other: '# دقيقة' });

const morePeople = (n: number) =>
  count(n, {
    one: 'وشخص آخر',
    two: 'وشخصان آخران',
    few: 'و# أشخاص آخرين',
    many: 'و# شخصًا آخر',
    other: 'و# شخص آخر',
  });

const unicode = ({ character }: Problem) =>
  ltr(`U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);

const spot = (problem: Problem) => `${unicode(problem)}، السطر ${problem.line}، الحرف ${problem.column}`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (bytes = 0) =>
  bytes < 1e6 ? count(bytes, { other: '# بايت' }) : count(Math.floor(bytes / 1e6), { other: '# ميغابايت' });

const notUnderstood = 'لم تفهم الغرفة هذه الصفحة؛ يُرجى تحميل الصفحة من جديد.';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) =>
    `يوجد هنا من يحمل هذا الاسم أو اسمًا يشبهه؛ يمكنك تجربة «${isolated(suggestion)}».`,
  bad_name: {
    empty: 'يُرجى كتابة اسم.',
    too_long: ({ most }) => `أقصى طول للاسم هو ${characters(most)}؛ يُرجى اختيار اسم أقصر.`,
    colon: 'لا يمكن أن يحتوي الاسم على نقطتين (:)؛ يُرجى حذفهما.',
    unshowable: (problem) => `في الاسم حرف لا يمكن عرضه (${unicode(problem)})؛ يُرجى حذفه.`,
    invisible: (problem) => `في الاسم حرف غير مرئي (${unicode(problem)})؛ يُرجى كتابة الاسم من جديد دون لصقه.`,
    loose_mark: (problem) =>
      `في الاسم علامة تشكيل بلا حرف (${unicode(problem)})؛ يُرجى وضعها بعد حرف أو حذفها.`,
    too_many_marks: 'على أحد حروف الاسم علامات تشكيل كثيرة؛ يُرجى حذف بعضها.',
  },
  bad_text: {
    empty: 'الرسالة فارغة؛ يُرجى كتابة شيء أولًا.',
    control: (problem) => `في الرسالة حرف تحكّم (${spot(problem)})؛ يُرجى حذفه وإعادة الإرسال.`,
    wrongly_converted: (problem) =>
      `في الرسالة حرف حُوّل بشكل خاطئ (${spot(problem)})؛ كان على الأرجح «${isolated(problem.suggestion)}». يُرجى كتابته في مكانه وإعادة الإرسال.`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? 'هذا أكثر مما تقبله هذه الغرفة دفعة واحدة؛ يُرجى إرساله على أجزاء.'
      : `الرسالة أطول من ${ltr(`${most / 1024} KiB`)}؛ يُرجى إرسالها على أجزاء.`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: 'يُرجى كتابة كلمة أو أكثر للبحث، بحد أقصى 256 بايت.',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'قرص كمبيوتر المضيف لا يستجيب؛ تُرجى إعادة المحاولة لاحقًا.',
  disk_full: 'القرص ممتلئ؛ يجب إخلاء بعض المساحة على كمبيوتر المضيف ثم إعادة الإرسال.',
  file_in_use: 'برنامج آخر يحتجز أحد ملفات الغرفة؛ يجب إغلاقه على كمبيوتر المضيف ثم إعادة الإرسال.',
  join_first: 'يجب الانضمام إلى الغرفة أولًا.',
  code_required: 'تطلب هذه الغرفة رمزًا؛ يجب الانضمام به أولًا.',
  wrong_code: 'هذا ليس رمز الغرفة؛ يمكن سؤال المضيف، أو مسح رمز QR من جديد.',
  restarted: 'أُعيد تشغيل الغرفة؛ يُرجى التأكد من أن هذا لم يُرسل من قبل ثم إعادة إرساله.',
  closing: 'الغرفة قيد الإغلاق.',
  bad_ticket: 'تصريح الدخول هذا استُخدم من قبل أو صار قديمًا؛ يُرجى الانضمام من جديد.',
  no_session: 'لا يستطيع كمبيوتر المضيف إدخالك الآن؛ تُرجى إعادة المحاولة لاحقًا.',
  key_reused: 'أُرسل شيء آخر مكان هذه الرسالة؛ يُرجى إرسالها من جديد.',
  bad_cursor: 'فقدت هذه الصفحة موضعها في المحادثة؛ يُرجى تحميل الصفحة من جديد.',
  log_rewritten: 'أُعيدت كتابة المحادثة؛ يُرجى تحميل الصفحة من جديد.',
  other_session: 'يوجد شخص آخر في الغرفة من هذا المتصفح.',
  too_fast: ({ after_secs }) => `كان هذا كثيرًا دفعة واحدة؛ تُرجى إعادة المحاولة بعد ${seconds(after_secs)}.`,
  too_busy: 'يجري بحث آخر من عنوانك؛ تُرجى إعادة المحاولة عند انتهائه.',
  too_slow: 'استغرق الإرسال وقتًا طويلًا؛ تُرجى إعادة المحاولة.',
  too_many_connections:
    'عدد الاتصالات كبير جدًا، من عنوانك أو إجمالًا؛ يُرجى إغلاق بعضها أو إعادة المحاولة لاحقًا.',
  too_many_downloads: 'عدد التنزيلات الآن كبير جدًا؛ تُرجى إعادة المحاولة عند انتهاء أحدها.',
  busy: 'حجم البيانات من عنوانك وإليه، أو إجمالًا، كبير جدًا الآن؛ تُرجى إعادة المحاولة بعد لحظات.',
  wrong_host: 'لا تجيب الغرفة على هذا العنوان؛ يُرجى طلب رابط آخر من المضيف.',
  wrong_origin: 'لا يمكن لصفحة من موقع آخر أن تكتب في هذه الغرفة؛ يُرجى فتح عنوان الغرفة نفسها.',
  wrong_method: notUnderstood,
  not_found: 'لا يوجد شيء على هذا العنوان؛ يُرجى فتح عنوان الغرفة نفسها.',
  room_full: 'الغرفة ممتلئة؛ يجب أن يغادر أحد أولًا.',
  room_paused: 'أوقف المضيف الغرفة مؤقتًا؛ يُرجى الانتظار حتى تُستأنف.',
  too_many_streams: {
    address: 'عدد النوافذ المفتوحة من عنوانك كبير جدًا؛ يجب إغلاق إحداها أولًا.',
    session: 'هذه الغرفة مفتوحة لديك في نوافذ كثيرة؛ يجب إغلاق إحداها أولًا.',
    strangers: 'يقرأ هنا عدد كبير جدًا من الأشخاص بلا اسم؛ يُرجى الانضمام إلى الغرفة للحصول على مكان.',
  },
  bad_emoji: 'هذا ليس رمزًا تعبيريًا. يُرجى اختيار رمز من القائمة.',
  bad_topic: {
    too_long: ({ most }) => `أقصى طول للموضوع هو ${characters(most)}؛ يُرجى اختصاره.`,
    control: (problem) => `في الموضوع حرف تحكّم (${unicode(problem)})؛ يُرجى حذفه.`,
    wrongly_converted: ({ suggestion }) =>
      `في الموضوع حرف حُوّل بشكل خاطئ؛ كان على الأرجح «${isolated(suggestion)}». يُرجى كتابته في مكانه.`,
  },
  bad_files_folder:
    'لا تستطيع الغرفة حفظ الملفات: «files» في مجلدها ليس مجلدًا، أو هو مجرد رابط؛ يجب أن ينقله المضيف من هناك.',
  bad_upload: {
    changed: 'تغيّر الملف بعد اختياره؛ يُرجى اختياره من جديد.',
    too_many_bytes: 'تغيّر الملف أثناء إرساله؛ يُرجى إرساله من جديد.',
    thumbnail: 'لا يمكن استخدام الصورة المصغّرة لهذا الملف؛ يُرجى إرسال الملف من جديد.',
    no_file: 'لا يوجد ملف هنا؛ يُرجى اختيار ملف.',
    form: notUnderstood,
  },
  disk_nearly_full: 'قرص كمبيوتر المضيف ممتلئ تقريبًا؛ يجب أن يُخلي المضيف بعض المساحة أولًا.',
  file_too_large: ({ most }) => `أقصى حجم للملف هنا هو ${megabytes(most)}؛ يُرجى إرسال ملف أصغر.`,
  files_full: ({ most }) =>
    `أقصى حجم لملفات هذه الغرفة معًا هو ${megabytes(most)}؛ يمكن للمضيف حذف بعضها أو زيادة الحد.`,
  no_such_file: 'لم يعد هذا الملف موجودًا.',
  no_such_upload: 'لم تعد الغرفة تعرف هذا الملف المُرسَل؛ يُرجى إرسال الملف من جديد.',
  too_many_files: ({ most = 0 }) =>
    `أقصى عدد للملفات في الرسالة الواحدة هو ${count(most, { one: 'ملف واحد', two: 'ملفان', few: '# ملفات', many: '# ملفًا', other: '# ملف' })}؛ يُرجى إرسال الباقي في رسالة أخرى.`,
  too_many_uploads:
    'عدد الملفات التي يجري إرسالها كبير جدًا، منك أو من عنوانك أو إجمالًا؛ يُرجى الانتظار حتى يصل أحدها.',
  upload_unfinished: 'لم يصل أحد الملفات كاملًا بعد؛ يُرجى الانتظار حتى يصل.',
  wrong_offset: 'ما لدى الغرفة من هذا الملف يختلف عمّا تظنه هذه الصفحة؛ يُرجى إرساله من جديد.',
  no_such_message: 'لم تعد هذه الرسالة موجودة.',
  removed: 'حُذفت هذه الرسالة.',
  not_yours: 'كتب هذا شخص آخر، أو كُتب قبل انضمامك بهذا الاسم؛ لا يمكن تغييره إلا لمن كتبه.',
  too_late: 'يمكن تعديل الرسالة خلال 15 دقيقة فقط؛ يُرجى كتابة رسالة جديدة.',
  host_only: 'هذا متاح للمضيف وحده، في نافذة التطبيق.',
  too_many_reactions: 'تفاعلت مع هذه الرسالة بـ20 طريقة؛ يجب سحب إحداها أولًا.',
  too_many_pins: 'ثُبّتت 50 رسالة؛ يجب إلغاء تثبيت إحداها أولًا.',
  not_ready: 'ما زالت الغرفة تقرأ سجلها؛ تُرجى إعادة المحاولة بعد لحظات.',
  not_erased: 'حُذفت الرسالة، لكن قرص المضيف لا يسمح بعد بمسح نصها. تواصل الغرفة المحاولة.',
  names_full: 'بلغت هذه الغرفة أقصى عدد من الأسماء؛ يجب أن يغادرها أحد نهائيًا أولًا.',
};

const page: GuestTable['page'] = {
  app: 'Flatchat',

  loading: 'جارٍ فتح الغرفة…',

  refusal: (problem) => wordsOf(refusals, problem),

  close: 'إغلاق',

  errors: {
    unreachable: 'لا يمكن الوصول إلى الغرفة.',
    timeout: 'لم تجب الغرفة في الوقت المناسب.',
    status: (status) => `أجابت الغرفة بخطأ (${status}).`,
  },

  door: {
    greeting: {
      title: 'أهلًا بك',
      lead: 'غرفة دردشة على هذه الشبكة.',
    },
    name: 'اسمك',
    nameHelp: 'يُرجى اختيار الاسم الذي سيراه الآخرون.',
    nameTooLong: (max) => `أقصى طول للاسم هو ${characters(max)}.`,
    code: 'رمز الغرفة',
    codeHelp: 'يمكن طلب الرمز من مضيف الغرفة.',
    join: 'انضمام',
    joining: 'جارٍ الانضمام…',
    useSuggestion: (name) => `الانضمام باسم «${isolated(name)}»`,
    cookieHint:
      'رفض هذا المتصفح ملف تعريف الارتباط الذي يحفظ اسمك. يُرجى السماح بملفات تعريف الارتباط لهذه الصفحة والانضمام من جديد.',
    notRecognised:
      'تم انضمامك، لكن الغرفة لم تتعرّف على هذا المتصفح بعد ذلك. يُرجى الانضمام من جديد. إذا تكرر هذا، فإن شيئًا بين هذا المتصفح والغرفة، مثل خادم وكيل، يحذف ملفات تعريف الارتباط.',
    turnedAway: {
      left: 'لست في الغرفة الآن. للمتابعة، يُرجى الانضمام من جديد.',
      code_required: 'أصبح للغرفة رمز. للمتابعة، يُرجى الانضمام بالرمز.',
    },
    small: 'كل ما يُقال هنا يُحفظ في ملف نصي واحد على كمبيوتر المضيف.',
  },

  full: {
    title: 'الغرفة ممتلئة',
    lead: 'كل الأماكن مشغولة. سيتم انضمامك فور توفّر مكان.',
    retrying: (n) => `محاولة جديدة بعد ${seconds(n)}`,
    trying: 'جارٍ المحاولة…',
    now: 'المحاولة الآن',
    back: 'استخدام اسم آخر',
  },

  unreachable: {
    title: 'الغرفة لا تجيب',
    lead: 'هل جهازك على شبكة المضيف نفسها، وهل التطبيق مفتوح؟',
    answers: 'المضيف يجيب',
    opening: 'ستُفتح الغرفة بعد لحظات.',
    refused: 'لا يمكن فتح الغرفة',
    retry: 'إعادة المحاولة',
  },

  header: {
    people: 'الأشخاص',
    peopleHere: (n) =>
      count(n, {
        zero: 'لا أحد هنا',
        one: 'شخص واحد هنا',
        two: 'شخصان هنا',
        few: '# أشخاص هنا',
        many: '# شخصًا هنا',
        other: '# شخص هنا',
      }),
    invite: 'دعوة',
    files: 'الملفات',
    search: 'البحث',
    settings: 'الإعدادات',
    peopleWere: (n) =>
      count(n, {
        zero: 'لم يكن هنا أحد',
        one: 'كان هنا شخص واحد',
        two: 'كان هنا شخصان',
        few: 'كان هنا # أشخاص',
        many: 'كان هنا # شخصًا',
        other: 'كان هنا # شخص',
      }),
    connect: 'اتصال',
    disconnect: 'قطع الاتصال',
    stop: 'إيقاف المحاولة',
  },

  connection: {
    why: 'لماذا؟',
    states: {
      connected: 'متصل',
      paused: 'متصل',
      connecting: 'جارٍ الاتصال…',
      resting: 'في وضع السكون',
      left: 'الاتصال مقطوع',
      lost_briefly: 'غير متصل',
      lost: 'غير متصل',
      missing: 'غير متصل',
      moving: 'جارٍ الانتقال…',
      room_closed: 'الغرفة مغلقة',
      full: 'الغرفة ممتلئة',
      refused: 'لم يُسمح بالدخول',
    },
    retrying: (n) => (n > 0 ? ` – محاولة جديدة بعد ${seconds(n)}` : ' – جارٍ إعادة المحاولة'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'لا يوجد اتصال بالغرفة. تواصل هذه الصفحة محاولة الاتصال، وما يُكتب هنا يُحفظ ويُرسل لاحقًا.',
      missing: 'الغرفة لا تجيب هنا. ربما تغيّر عنوان المضيف.',
      room_closed: 'أُغلقت الغرفة. الصفحة في انتظار عودتها.',
      full: 'الغرفة ممتلئة. سيتم الاتصال فور توفّر مكان.',
      left: 'قطعت الاتصال. لن تُستلم أي رسائل ولن يُرسل شيء قبل إعادة الاتصال.',
    },
  },

  roaming: {
    moving: (place) => `الغرفة الآن على ${ltr(place)}. جارٍ الانتقال إليها…`,
    open: 'يُرجى فتح',
    // The mark keeps the end of the link, such as "/", in its place.
    orScan: '\u200E، أو مسح رمز QR على شاشة المضيف من جديد.',
    scan: 'يُرجى مسح رمز QR على شاشة المضيف من جديد.',
  },

  trouble: (reason) => `لا يمكن حفظ شيء الآن: ${reason.replace(/[.\s]+$/, '')}.`,

  paused: 'أوقف المضيف الغرفة مؤقتًا. يمكنك مواصلة القراءة، والكتابة من جديد عند استئنافها.',

  notices: 'التنبيهات',

  log: {
    label: 'الرسائل',
    region: 'المحادثة',
    beginning: 'بداية chat.txt',
    loadingOlder: 'جارٍ تحميل رسائل أقدم…',
    olderFailed: 'تعذّر تحميل الرسائل الأقدم.',
    failed: 'تعذّر تحميل الرسائل.',
    retry: 'إعادة المحاولة',
    today: 'اليوم',
    yesterday: 'أمس',
    unread: 'جديد',
    empty: 'لم يُكتب شيء بعد.',
    emptyLead: 'يمكنك إلقاء التحية، أو دعوة من حولك.',
    emptyInvite: 'دعوة أشخاص',
    newMessages: (n) =>
      count(n, {
        zero: 'لا رسائل جديدة',
        one: 'رسالة جديدة',
        two: 'رسالتان جديدتان',
        few: '# رسائل جديدة',
        other: '# رسالة جديدة',
      }),
    latest: 'أحدث الرسائل',
    file: 'الملف',
    fileTitle: 'كُتب هذا السطر في chat.txt ولم يُقل في الغرفة',
    whole: 'عرض الرسالة كاملة',
    less: 'عرض أقل',
    cut: '… (السطر أطول من ذلك)',
    host: 'المضيف',
    setTopic: ' – موضوع جديد: ',
    back: 'رجوع',
    react: 'إضافة تفاعل',
    reply: 'رد',
    edited: 'معدّلة',
    editedTitle: 'عرض الصيغ السابقة',
    removed: (by): Parts => (by === null ? ['تم الحذف'] : ['تم الحذف بواسطة ', { name: by }]),
    quoteRemoved: 'محذوفة',
    sharedFiles: (n) =>
      count(n, { one: 'ملف واحد', two: 'ملفان', few: '# ملفات', many: '# ملفًا', other: '# ملف' }),
    quoteGone: 'لم تعد الرسالة موجودة',
    quoteTitle: 'الانتقال إلى الرسالة التي عليها هذا الرد',
    row: {
      edited: 'معدّلة',
      removed: 'محذوفة',
      pinned: 'مثبّتة',
      between: '، ',
      replyTo: (name) => `رد على ${isolated(name)}`,
      reactions: (n) =>
        count(n, {
          zero: 'لا تفاعلات',
          one: 'تفاعل واحد',
          two: 'تفاعلان',
          few: '# تفاعلات',
          many: '# تفاعلًا',
          other: '# تفاعل',
        }),
    },
    reactions: 'التفاعلات',
    reaction: (emoji, people, names) => `${emoji} ${people}: ${names}`,
    names: (names, more) => {
      const known = rtl(names.map(isolated).join('، '));
      return more > 0 ? `${known} ${morePeople(more)}` : known;
    },
    someone: 'شخص ما',
  },

  pins: {
    label: 'رسالة مثبّتة',
    all: (n) =>
      count(n, {
        zero: 'لا رسائل مثبّتة',
        one: 'رسالة مثبّتة واحدة',
        two: 'رسالتان مثبّتتان',
        few: '# رسائل مثبّتة',
        other: '# رسالة مثبّتة',
      }),
    title: 'الرسائل المثبّتة',
  },

  topic: {
    title: 'الموضوع',
    set: 'تحديد موضوع',
  },

  refusedTopic: `تحديد الموضوع للمضيف وحده. لإرسال هذه الكلمات في رسالة، يجب أن تبدأ بـ ${ltr('//topic')}.`,
  restartedMeanwhile: 'أُعيد تشغيل الغرفة. تُرجى إعادة المحاولة بعد لحظات.',

  outbox: {
    sending: 'جارٍ الإرسال…',
    waiting: 'سيتم الإرسال عند الاتصال',
    failed: 'لم يتم الإرسال.',
    retry: 'إعادة الإرسال',
    edit: 'تعديل',
    discard: 'تجاهل',
    perhapsRemoved: 'ربما أُرسل هذا من قبل ثم حُذف. لإرساله من جديد، يُرجى الضغط على «إعادة الإرسال».',
    writtenAs: (name) => `كُتب هذا باسم «${isolated(name)}».`,
    tooFast: (n) => `الإرسال سريع جدًا. سيُعاد إرسال هذا بعد ${seconds(n)}.`,
    keyReused:
      'ظنّت الغرفة أن هذه الرسالة موجودة لديها. لإرسالها كرسالة جديدة، يُرجى الضغط على «إعادة الإرسال».',
  },

  composer: {
    label: 'الرسالة',
    placeholder: 'كتابة رسالة',
    placeholderClosed: 'الاتصال مقطوع',
    placeholderPaused: 'الغرفة متوقفة مؤقتًا',
    send: 'إرسال',
    save: 'حفظ',
    share: 'مشاركة ملفات',
    tooLong: (over) => `الرسالة أطول من الحد بمقدار ${count(over, { other: '# بايت' })}`,
    left: (left) => `بقي ${count(left, { other: '# بايت' })}`,
  },

  typing: (names): Parts => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' – جارٍ الكتابة…'];
    if (!c) return [a, ' و', b, ' – جارٍ الكتابة…'];
    if (names.length === 3) return [a, ' و', b, ' و', c, ' – جارٍ الكتابة…'];
    return ['عدة أشخاص – جارٍ الكتابة…'];
  },

  people: {
    title: 'الأشخاص',
    you: 'أنت',
    host: 'المضيف',
    more: morePeople,
  },

  invite: {
    copy: 'نسخ',
    copied: 'تم النسخ',
  },
};

const actions: GuestTable['actions'] = {
  bar: 'الإجراءات',
  menu: 'الرسالة',
  more: 'المزيد',
  moreEmoji: 'المزيد من الرموز التعبيرية',
  copied: 'تم النسخ',

  items: {
    react: 'إضافة تفاعل',
    reply: 'رد',
    edit: 'تعديل',
    download: 'تنزيل',
    copy_text: 'نسخ النص',
    copy_file_link: 'نسخ رابط الملف',
    copy_link: 'نسخ رابط الرسالة',
    who: 'من تفاعل',
    wordings: 'الصيغ السابقة',
    pin: 'تثبيت',
    unpin: 'إلغاء التثبيت',
    remove: 'حذف',
  },

  quickEmoji: {
    '👍': 'إبهام مرفوع',
    '❤️': 'قلب',
    '😂': 'دموع الفرح',
    '🎉': 'احتفال',
    '😮': 'دهشة',
    '😢': 'بكاء',
  },

  strip: {
    replying: (name): Parts => ['رد على ', { name }],
    editing: 'تعديل رسالتك',
    stop: 'إلغاء',
  },

  rewritten: {
    question: 'تغيّر الملف chat.txt في هذه الأثناء. يُرجى اختيار الرسالة من جديد.',
    edit: 'تغيّر الملف chat.txt، ولم تعد الرسالة التي كان يجري تعديلها موجودة فيه. أصبح نصك رسالة جديدة.',
    reply: 'تغيّر الملف chat.txt، ولم تعد الرسالة التي كان يجري الرد عليها موجودة فيه. أصبح نصك رسالة جديدة.',
  },

  removal: {
    title: 'حذف هذه الرسالة؟',
    lead: 'يُحذف نصها من الغرفة ومن chat.txt، مع صيغها السابقة وتفاعلاتها. ويبقى مكانها ظاهرًا.',
    files: 'تُحذف ملفاتها من كمبيوتر المضيف.',
    copies: 'تبقى النسخ الموجودة لدى الآخرين: النسخ الاحتياطية والإشعارات والصفحات غير المتصلة.',
    reason: 'السبب (اختياري)',
    reasonHelp: 'يراه الجميع مكان الرسالة.',
    remove: 'حذف',
    cancel: 'إلغاء',
  },

  wordings: {
    title: 'الصيغ السابقة',
    lead: 'أحدث صيغة في الأعلى.',
    current: 'الآن',
  },

  pins: {
    none: 'لا توجد رسائل مثبّتة.',
    unpin: 'إلغاء التثبيت',
  },

  topic: {
    field: 'موضوع الغرفة',
    help: 'يراه الجميع في الأعلى. لعدم عرض أي موضوع، يُترك الحقل فارغًا.',
    save: 'حفظ',
  },

  people: {
    away: 'بلا نشاط الآن',
    filter: 'البحث عن شخص',
    none: 'لا أحد هنا بهذا الاسم.',
  },

  attention: {
    mentionsYou: 'تذكرك',
    many: 'أكثر من 99 رسالة جديدة',
    mentioned: (name) => `${isolated(name)}: رسالة تذكرك`,
    setting: {
      label: 'الإشعارات',
      help: 'للرسائل التي تذكرك أثناء استخدام نافذة أخرى.',
      hindrances: {
        insecure: 'لا تعرض المتصفحات الإشعارات إلا لعناوين https وعلى كمبيوتر المضيف نفسه.',
        missing: 'لا يمكن لهذا المتصفح عرض إشعارات هذه الصفحة.',
        denied: 'الإشعارات محظورة لهذه الصفحة. يمكن السماح بها في إعدادات المتصفح.',
      },
      instead: 'عندما يذكرك أحد، يظهر ذلك في عنوان علامة التبويب وأيقونتها، ويصدر صوت.',
    },
  },

  invite: {
    title: 'دعوة أشخاص',
    lead: 'على شبكة Wi-Fi نفسها، يكفي توجيه كاميرا الهاتف إلى هنا.',
    qr: (url) => `رمز QR للرابط ${ltr(url)}`,
    link: 'رابط الغرفة',
    copyByHand: `للنسخ: Ctrl+C (أو ${ltr('⌘C')}، أو الضغط المطوّل على النص).`,
    code: 'رمز الغرفة',
    codeHelp: 'الرابط يتضمّنه.',
    others: 'إذا لم يعمل ذلك العنوان، فيمكن تجربة عنوان آخر',
    gone: 'لم يعد متاحًا',
    via: { this_computer: 'هذا الكمبيوتر فقط', network: 'شبكة', name: 'الاسم على الشبكة' },
    none: 'لا يوجد بعد عنوان يمكن للآخرين استخدامه.',
  },

  settings: {
    title: 'الإعدادات',
    unchanged: (why) => `${why} لم يتغيّر الإعداد.`,
    theme: 'المظهر',
    themeHelpGuest: 'ينطبق هذا على صفحتك فقط.',
    themes: { system: 'حسب النظام', light: 'فاتح', dark: 'داكن' },
    language: 'اللغة',
    languageOfBrowser: 'لغة المتصفح',
    sounds: 'الصوت',
    soundsHelp: 'صوت قصير عند وصول رسالة جديدة أثناء استخدام نافذة أخرى.',
    leave: 'مغادرة الغرفة',
    leaveHelp: 'يصبح اسمك متاحًا لغيرك، وينساه هذا المتصفح.',
    device: 'على هذا الجهاز',
    room: 'في هذه الغرفة',
  },

  why: {
    checking: 'جارٍ الفحص…',
    offline: 'هذا الجهاز غير متصل بأي شبكة. يُرجى تشغيل Wi-Fi وإيقاف وضع الطيران.',
    cellular:
      'يستخدم هذا الجهاز بيانات الهاتف. لا يمكن الوصول إلى الغرفة إلا عبر شبكة Wi-Fi التي عليها المضيف؛ يُرجى الاتصال بها.',
    reachable: 'كمبيوتر المضيف يجيب. سيتم الاتصال بعد لحظات.',
    refused: 'لا أحد يجيب على هذا العنوان. ربما التطبيق مغلق، أو تغيّر عنوان المضيف، أو هذه شبكة أخرى.',
    silent:
      'لا يصل جواب في الوقت المناسب من هذا العنوان. ربما كمبيوتر المضيف في وضع السكون، أو خارج النطاق، أو على شبكة أخرى.',
    lastAnswered: (n) =>
      n < 120
        ? `أجاب المضيف آخر مرة قبل ${seconds(n)}.`
        : `أجاب المضيف آخر مرة قبل ${minutes(Math.round(n / 60))}.`,
    try: 'ما يمكنك التحقق منه',
    tries: [
      'جهازك على شبكة Wi-Fi نفسها التي عليها المضيف، وليس على شبكة Wi-Fi للضيوف، فهي تفصل الأجهزة بعضها عن بعض.',
      'بيانات الهاتف متوقفة: تفضّلها الهواتف على شبكة Wi-Fi بلا إنترنت.',
      'لا توجد شبكة VPN قيد التشغيل.',
      'تطبيق المضيف مفتوح، وجهازه ليس في وضع السكون.',
      `متصفحك لا يصرّ على https (وضع «HTTPS فقط»): عنوان الغرفة يبدأ بـ ${ltr('http://')}.`,
    ],
  },
};

const files: GuestTable['files'] = {
  download: 'تنزيل',
  downloadOne: (name, size) => `تنزيل ${isolated(name)}${size ? ` (${isolated(size)})` : ''}`,
  picture: (name) => `صورة ${isolated(name)}`,
  pictureAndMore: (name, more) =>
    `صورة ${isolated(name)}، ${count(more, {
      one: 'وصورة أخرى',
      two: 'وصورتان أخريان',
      few: 'و# صور أخرى',
      other: 'و# صورة أخرى',
    })}`,
  film: (name) => `فيديو ${isolated(name)}`,
  sound: (name) => `صوت ${isolated(name)}`,
  file: 'ملف',

  viewer: {
    label: (number, name, from) =>
      `صورة${number ? ` ${number.at} من ${number.all}` : ''}: ${isolated(name)}${from === null ? '' : `، من ${isolated(from)}`}`,
    number: (at, all) => `${at} من ${all}`,
    previous: 'الصورة السابقة',
    next: 'الصورة التالية',
    smaller: 'تصغير',
    larger: 'تكبير',
    show: 'عرض في المحادثة',
    loading: 'جارٍ التحميل…',
    failed: 'لا يمكن عرض هذه الصورة هنا. ربما هي تالفة، أو من نوع لا يعرفه هذا المتصفح.',
  },

  list: {
    title: 'الملفات',
    holds: (files, bytes, most) =>
      [
        files === null
          ? ''
          : count(files, {
              zero: 'لا ملفات',
              one: 'ملف واحد',
              two: 'ملفان',
              few: '# ملفات',
              many: '# ملفًا',
              other: '# ملف',
            }),
        `${isolated(bytes)} من ${isolated(most)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    news: 'عرض الملفات الجديدة',
    find: 'البحث عن ملف',
    kind: 'النوع',
    kinds: { all: 'الكل', picture: 'الصور', media: 'الصوت والفيديو', other: 'أخرى' },
    from: 'المرسل',
    everyone: 'الجميع',
    sort: 'الترتيب',
    sorts: { newest: 'الأحدث أولًا', oldest: 'الأقدم أولًا', largest: 'الأكبر أولًا' },
    none: 'لا توجد ملفات بعد. ما يشاركه الأشخاص في هذه الغرفة يظهر هنا.',
    noneFound: 'لا يوجد ملف مطابق.',
    loading: 'جارٍ التحميل…',
    failed: 'تعذّر تحميل القائمة.',
    retry: 'إعادة المحاولة',
    show: 'عرض في المحادثة',
    showOne: (name: string) => `عرض ${isolated(name)} في المحادثة`,
    remove: 'حذف',
    removeOne: (name: string) => `حذف ${isolated(name)}`,
  },
};

const fileCount = (n: number) =>
  count(n, { one: 'ملف واحد', two: 'ملفان', few: '# ملفات', many: '# ملفًا', other: '# ملف' });

const sharing: GuestTable['sharing'] = {
  drop: 'يمكن إفلات الملفات هنا لمشاركتها',
  off: {
    left: 'قطعت الاتصال. لمشاركة ملفات، تجب إعادة الاتصال.',
    paused: 'أوقف المضيف الغرفة مؤقتًا. يمكن مشاركة الملفات عند استئنافها.',
    edit: 'لديك رسالة قيد التعديل. يجب حفظ التعديل أو إلغاؤه قبل مشاركة الملفات.',
  },

  picked: 'ملفات للمشاركة',
  remove: (name) => `إزالة ${isolated(name)}`,
  retry: 'إعادة المحاولة',
  retryOf: (name) => `إعادة المحاولة مع ${isolated(name)}`,
  smaller: (from, to) => `${isolated(from)} ← ${isolated(to)}`,
  states: {
    preparing: 'جارٍ التحضير…',
    waiting: 'في الانتظار…',
    sending: (percent) => `${percent}%`,
    held: 'جاهز',
  },

  size: {
    label: 'حجم الصور',
    full: 'الحجم الكامل',
    smaller: 'حجم أصغر',
    comesTo: (total) => `المجموع ${isolated(total)}`,
  },
  place: {
    keep: 'الإبقاء على مكان الالتقاط',
    removed: 'يُزال مكان الالتقاط من الصور والفيديوهات قبل مشاركتها.',
    kept: 'يمكن لكل من في الغرفة معرفة مكان الالتقاط.',
    smaller: 'الصور ذات الحجم الأصغر لا تحمل مكان الالتقاط أبدًا.',
  },

  folders: 'لا يمكن مشاركة المجلدات. يجب ضغط المجلد في ملف ZIP أولًا.',
  leftOut: (most, n) =>
    `أقصى عدد للملفات في الرسالة الواحدة هو ${fileCount(most)}، لذلك ${count(n, {
      one: 'استُبعد ملف واحد',
      two: 'استُبعد ملفان',
      few: 'استُبعدت # ملفات',
      many: 'استُبعد # ملفًا',
      other: 'استُبعد # ملف',
    })}.`,
  tooLarge: (most) =>
    `أقصى حجم للملف في هذه الغرفة هو ${count(Math.floor(most / 1e6), { other: '# ميغابايت' })}.`,
  lost: 'تفقد الغرفة هذه الملفات مرة بعد مرة. تُرجى إعادة المحاولة لاحقًا.',
  unreadable: 'لم تعد قراءة هذا الملف ممكنة. ربما نُقل أو تغيّر؛ يُرجى اختياره من جديد.',

  outgoing: {
    files: fileCount,
    progress: (files, sent, total) => rtl(`${isolated(files)}، ${isolated(sent)} من ${isolated(total)}`),
    sharing: 'جارٍ المشاركة…',
    waiting: 'ستستمر المشاركة عند الاتصال',
    failed: 'لم تتم المشاركة.',
    cancel: 'إلغاء',
    retry: 'إعادة المحاولة',
    failedFile: (name, why) => `${isolated(name)}: ${why}`,
  },
};

const picker: GuestTable['picker'] = {
  title: 'الرموز التعبيرية',
  search: 'البحث عن رمز تعبيري',
  found: (n) =>
    count(n, {
      one: 'رمز تعبيري واحد',
      two: 'رمزان تعبيريان',
      few: '# رموز تعبيرية',
      many: '# رمزًا تعبيريًا',
      other: '# رمز تعبيري',
    }),
  none: (query) => `لا يوجد رمز تعبيري لـ«${isolated(query)}».`,
  tone: 'لون البشرة',
  tones: ['أصفر', 'فاتح', 'فاتح قليلًا', 'متوسط', 'داكن قليلًا', 'داكن'],
  jump: 'مجموعات الرموز التعبيرية',
  groups: {
    recent: 'المستخدمة مؤخرًا',
    smileys: 'الوجوه والمشاعر',
    people: 'الأشخاص والجسم',
    nature: 'الحيوانات والطبيعة',
    food: 'الطعام والشراب',
    travel: 'السفر والأماكن',
    activities: 'الأنشطة',
    objects: 'الأشياء',
    symbols: 'الرموز',
    flags: 'الأعلام',
  },
};

const help: GuestTable['help'] = {
  title: 'المساعدة',
  commands: {
    title: 'الأوامر',
    me: 'وصف فعل يسبقه اسمك',
    shrug: `إضافة هزة كتف: ${ltr('¯\\_(ツ)_/¯')}`,
    topic: 'تحديد موضوع الغرفة',
    help: 'فتح هذه المساعدة',
    literal: `إرسال كلمات تبدأ بـ ${ltr('/word')}`,
  },

  writing: {
    title: 'الكتابة',
    mention: 'ذكر شخص',
    emoji: 'البحث عن رمز تعبيري',
    emphasis: 'خط مائل',
    strong: 'خط عريض',
    struck: 'مشطوب',
    code: 'كود',
    block: 'كود من عدة أسطر',
    quote: 'اقتباس',
    list: 'قائمة',
  },

  keys: {
    title: 'المفاتيح',
    send: 'إرسال',
    line: 'بدء سطر جديد',
    last: 'في الحقل الفارغ: تعديل رسالتك الأخيرة',
    leave: 'الخروج من رد أو تعديل أو رسالة',
    search: 'بحث',
    regions: 'الانتقال إلى الجزء التالي من الصفحة',
    help: 'فتح هذه المساعدة',
    rows: 'التنقل بين الرسائل',
    reply: 'الرد على الرسالة',
    edit: 'تعديل الرسالة',
    remove: 'حذف الرسالة',
    react: 'التفاعل مع الرسالة',
    menu: 'عرض كل ما يمكن فعله بها',
  },

  keyNames: {
    control: 'Ctrl',
    shift: 'Shift',
    enter: 'Enter',
    escape: 'Esc',
    delete: 'Del',
    home: 'Home',
    end: 'End',
  },

  singleKeys: {
    label: 'مفاتيح من دون Ctrl: ? و /',
    help: 'يفتح ? المساعدة، ويفتح / البحث، إلا أثناء الكتابة. يمكن إيقاف ذلك إذا حدث دون قصد، مثلًا عند الإملاء الصوتي.',
  },

  choices: {
    names: 'الأشخاص',
    emoji: 'الرموز التعبيرية',
    commands: 'الأوامر',
    away: 'خارج الغرفة الآن',
    everybody: 'كل من في الغرفة',
  },

  noCommand: (escaped) =>
    `لا يوجد أمر كهذا. الأمر ${ltr('/help')} يعرض كل الأوامر. لإرسال هذه الكلمات في رسالة، يجب أن تبدأ بـ ${ltr(escaped)}.`,
};

const search: GuestTable['search'] = {
  title: 'البحث',
  label: 'البحث في الرسائل',
  help: 'يُرجى كتابة كلمات أو "عبارة كاملة". الأزرار تضيّق نطاق البحث.',
  narrow: 'تضييق نطاق البحث',
  suggestions: {
    from: 'من…',
    on: 'في يوم',
    before: 'قبل',
    after: 'بعد',
    link: 'تحتوي على رابط',
    file: 'تحتوي على ملف',
    code: 'تحتوي على كود',
  },
  names: {
    filters: { from: 'من', on: 'يوم', before: 'قبل', after: 'بعد', has: 'يحتوي' },
    contents: { link: 'رابط', file: 'ملف', code: 'كود' },
  },
  lacks: {
    day: 'يُكتب اليوم هكذا: \u20662026-11-22\u2069.',
    content: 'يُكتب يحتوي:رابط أو يحتوي:ملف أو يحتوي:كود.',
  },
  searching: 'جارٍ البحث…',
  found: (n, more) => {
    const messages = count(n, {
      zero: 'لا رسائل',
      one: 'رسالة واحدة',
      two: 'رسالتان',
      few: '# رسائل',
      many: '# رسالة',
      other: '# رسالة',
    });
    return more ? `الأحدث: ${messages}` : messages;
  },
  none: (what) => ['لا توجد نتائج للبحث عن ', { name: what }, '.'],
  shown: 'معروضة في المحادثة.',
  hits: 'الرسائل التي عُثر عليها',
};

const early: EarlyWords = {
  tooOld: 'هذا المتصفح أقدم من أن يعرض صفحة الغرفة.',
  needsScript: 'تحتاج صفحة الغرفة إلى JavaScript.',
  simplePage: 'فتح الصفحة المبسّطة',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
