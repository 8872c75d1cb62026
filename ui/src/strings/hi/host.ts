// The words that only the host's window shows, in Hindi.
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable } from '../words';
import { doctor } from './doctor';

const count = counting('hi');

const host: HostTable['host'] = {
  greeting: {
    title: 'अपना रूम खोलें',
    lead: 'आपके नेटवर्क को एक चैट रूम मिलेगा।',
    join: 'रूम खोलें',
  },

  paused: {
    words: 'रूम रुका हुआ है: न कोई जुड़ सकता है, न कुछ कह सकता है।',
    resume: 'फिर चलाएँ',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed' ? why : `मेहमान जुड़ नहीं सकते। ${why} यह विंडो फिर भी काम कर रही है।`,

  setAside: {
    dismiss: 'यह सूचना बंद करें',
    words: ({ cause, path, restored, new_code }) => {
      const what = {
        broken: 'सेटिंग की फ़ाइल पढ़ी नहीं जा सकी।',
        newer:
          'सेटिंग Flatchat के किसी नए वर्शन ने लिखी थीं। यह वर्शन उनमें से वही सेटिंग इस्तेमाल करता है जिन्हें वह जानता है।',
        partly: 'कुछ सेटिंग सही नहीं थीं। बाकी इस्तेमाल हो रही हैं।',
        gone: 'सेटिंग की फ़ाइल नहीं मिली।',
      }[cause];
      const instead = restored
        ? {
            broken: 'उसकी पिछली सही कॉपी इस्तेमाल हो रही है।',
            newer: '',
            partly: 'गलत सेटिंग की जगह उनके पिछले सही मान हैं।',
            gone: 'उसकी पिछली सही कॉपी इस्तेमाल हो रही है।',
          }[cause]
        : {
            broken: 'सभी सेटिंग अपने शुरुआती मान पर हैं।',
            newer: '',
            partly: 'गलत सेटिंग अपने शुरुआती मान पर हैं।',
            gone: '',
          }[cause];
      const code = new_code
        ? 'शायद रूम का कोई कोड था, इसलिए अब उसे एक नया कोड मिला है। वह आपको सेटिंग में मिलेगा।'
        : '';
      const where = path === null ? '' : `पुरानी फ़ाइल यहाँ है: ${path}`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'मेन्यू',
    showFile: 'chat.txt को उसके फ़ोल्डर में दिखाएँ',
    export: 'एक्सपोर्ट करें…',
    rooms: 'दूसरा रूम खोलें…',
    nearby: 'आस-पास के रूम…',
    pause: 'रूम को रोकें',
    resume: 'रूम को फिर चलाएँ',
    zoom: 'ज़ूम',
    smaller: 'छोटा करें',
    larger: 'बड़ा करें',
    usualSize: (now) => `सामान्य आकार, अभी ${now}`,
    fullScreen: 'फ़ुल स्क्रीन',
    guide: 'गाइड',
    about: 'Flatchat के बारे में',
    quit: 'बाहर निकलें',
  },

  rooms: {
    title: 'रूम',
    here: 'यह रूम',
    show: 'chat.txt को उसके फ़ोल्डर में दिखाएँ',
    recent: 'पहले खोले गए',
    open: (title) => `${title} खोलें`,
    choose: 'फ़ोल्डर चुनें…',
    help: 'रूम एक फ़ोल्डर है जिसमें chat.txt होती है। जिस फ़ोल्डर में यह नहीं होती, वह नया रूम बन जाता है। अगर आप दूसरा रूम खोलते हैं, तो यह रूम अपने मेहमानों के लिए बंद हो जाता है।',
    leave: 'यह रूम बंद करें?',
    leaveWords: (guests) =>
      `इस रूम में ${count(guests, { one: '# मेहमान है', other: '# मेहमान हैं' })}। अगर आप दूसरा रूम खोलते हैं, तो यह रूम ${guests === 1 ? 'उनके' : 'उन सबके'} लिए बंद हो जाएगा।`,
    leaveYes: 'बंद करके आगे बढ़ें',
    leaveNo: 'इसी रूम में रहें',
  },

  export: {
    title: 'रूम एक्सपोर्ट करें',
    formats: {
      html: {
        name: 'एक पेज',
        use: 'किसी भी ब्राउज़र में खुलता है, इंटरनेट के बिना भी, और उसमें खोजा जा सकता है। लोगों के लिए।',
      },
      markdown: { name: 'Markdown', use: 'पढ़ने, प्रिंट करने या दूसरे दस्तावेज़ों में जोड़ने लायक टेक्स्ट।' },
      json_lines: {
        name: 'JSON lines',
        use: 'हर लाइन में एक मैसेज, उसके बदलावों और रिएक्शन के साथ। प्रोग्रामों के लिए।',
      },
      log: {
        name: 'chat.txt',
        use: 'बातचीत की फ़ाइल की हूबहू कॉपी। Flatchat उसे फिर से रूम के तौर पर खोल सकता है।',
      },
    },
    help: 'अब तक कही गई हर बात एक फ़ाइल में जाती है, हटाए गए मैसेज के शब्दों को छोड़कर।',
    saving: 'जगह चुनें। लंबी बातचीत में थोड़ा समय लगता है…',
    saved: (name) => `${name} नाम से सेव हो गया`,
    show: 'फ़ाइल को उसके फ़ोल्डर में दिखाएँ',
  },

  about: {
    title: 'ऐप के बारे में',
    version: (version, engine) => [`वर्शन ${version}`, engine].filter(Boolean).join(' · '),
    what: 'आपके नेटवर्क के लिए एक चैट रूम। कही गई हर बात एक सादी टेक्स्ट फ़ाइल की एक लाइन है, और वह फ़ाइल आपकी है।',
    licence: 'मुक्त सॉफ़्टवेयर, आपकी पसंद के मुताबिक MIT लाइसेंस या Apache लाइसेंस 2.0 के तहत।',
    licences: 'सभी हिस्सों के लाइसेंस',
  },

  doctor: {
    open: 'लोग जुड़ नहीं पा रहे?',
    title: 'लोग जुड़ क्यों नहीं पा रहे?',
    running: 'मेहमान के रूम तक पहुँचने का रास्ता जाँचा जा रहा है…',
    found: (n) =>
      count(n, {
        one: '# चरण मेहमानों को अंदर आने से रोक रहा है।',
        other: '# चरण मेहमानों को अंदर आने से रोक रहे हैं।',
      }),
    nothingFound: 'इस कंप्यूटर पर ऐसा कुछ नहीं मिला जो मेहमानों को अंदर आने से रोकता हो।',
    again: 'फिर से जाँचें',
    more: 'पूरी जानकारी',
    helps: 'इससे मदद मिलेगी',
    gone: 'यह समस्या अब नहीं है:',
    steps: 'मेहमान के रूम तक पहुँचने के सारे चरण',
    command: 'कमांड',
    verdicts: { good: 'ठीक है', problem: 'समस्या', unclear: 'पक्का नहीं' },
    live: 'अब किसी फ़ोन से आज़माएँ',
    waiting: 'किसी दूसरे डिवाइस से पहले पैकेट का इंतज़ार है…',
    hints: [
      'फ़ोन को उसी वाई-फ़ाई से कनेक्ट करें जिस पर यह कंप्यूटर है, किसी गेस्ट वाई-फ़ाई से नहीं, जो डिवाइसों को एक-दूसरे से अलग रखता है। मोबाइल डेटा बंद करें।',
      'लिंक के शुरू में http:// लगाकर उसे खोलें। अगर ब्राउज़र https पर अड़ा रहे, तो इस पते के लिए http की अनुमति दें।',
    ],
    reached: {
      connected: 'इस कंप्यूटर तक पहुँच गया है।',
      page: 'ने पेज खोल लिया है।',
      joined: 'रूम में है।',
    },
    onlyConnected:
      'अगर इसके आगे कुछ न हो, तो ब्राउज़र https इस्तेमाल करने की कोशिश कर रहा है। पता http:// से शुरू होना चाहिए।',
  },

  nearby: {
    title: 'आस-पास के रूम',
    lead: 'वे रूम जो दूसरे लोगों ने इस नेटवर्क पर खोल रखे हैं। हर रूम अपनी अलग विंडो में खुलता है।',
    none: 'अभी तक कोई दूसरा रूम नहीं मिला।',
    noneHelp:
      'होस्ट के खोलते ही रूम यहाँ दिखने लगता है। जो नेटवर्क कंप्यूटरों को एक-दूसरे से अलग रखते हैं, उन पर होस्ट से लिंक माँगें।',
    code: 'कोड चाहिए',
    open: 'सबके लिए खुला है',
    gone: 'अब यहाँ नहीं है',
  },

  settings: {
    lead: 'बदलाव तुरंत लागू होते हैं।',
    applied: 'बदल दिया गया।',
    failed: (why) => `सेटिंग दिखाई नहीं जा सकतीं: ${why}`,

    room: 'रूम',
    roomTitle: 'रूम का नाम',
    roomTitleHelp: 'यह सबके पेज पर सबसे ऊपर दिखता है।',
    roomTitleBad: 'रूम का कोई नाम होना चाहिए।',
    code: 'रूम कोड',
    codeHelp: 'मेहमानों को जुड़ने के लिए यह चाहिए। रूम सबके लिए खुला रखना हो, तो इसे खाली छोड़ दें।',
    maxGuests: 'ज़्यादा से ज़्यादा मेहमान',
    maxGuestsHelp: (here) =>
      `आपके अलावा एक साथ कितने मेहमान यहाँ हो सकते हैं। ${here === 0 ? 'अभी यहाँ कोई नहीं है।' : count(here, { one: 'अभी यहाँ # मेहमान है।', other: 'अभी यहाँ # मेहमान हैं।' })}`,
    maxGuestsBad: 'कोई पूर्ण संख्या लिखें।',
    maxFile: 'सबसे बड़ी फ़ाइल (MB)',
    maxFileHelp: 'यहाँ शेयर की जाने वाली एक फ़ाइल ज़्यादा से ज़्यादा इतनी बड़ी हो सकती है।',
    maxFiles: 'सभी फ़ाइलें मिलाकर (MB)',
    maxFilesHelp:
      'शेयर की गई फ़ाइलें आपकी डिस्क पर ज़्यादा से ज़्यादा इतनी जगह ले सकती हैं। जो फ़ाइलें पहले से हैं, वे बनी रहती हैं।',
    megabytesBad: '1 या उससे बड़ी कोई पूर्ण संख्या लिखें।',

    network: 'नेटवर्क',
    port: 'पोर्ट',
    portHelp: (bound) =>
      `कोई भी खाली पोर्ट लेने के लिए इसे खाली छोड़ दें।${bound === null ? '' : ` अभी ${bound} इस्तेमाल हो रहा है।`}`,
    portBad: '1 से 65535 तक की कोई पूर्ण संख्या लिखें, या इसे खाली छोड़ दें।',
    listen: 'रूम तक कौन पहुँच सकता है',
    listenHelp: 'दूसरों को बाहर रखने के लिए सिर्फ़ एक नेटवर्क चुनें।',
    listenAll: 'आपके नेटवर्क पर मौजूद सभी लोग',
    listenThisComputer: 'सिर्फ़ यह कंप्यूटर',
    listenAddress: (ip, card) => `सिर्फ़ ${ip} के ज़रिए (${card})`,
    listenAddressGone: (ip) => `सिर्फ़ ${ip} के ज़रिए (अभी यहाँ नहीं है)`,
    fixed: (listen) => `शुरू करते समय FLATCHAT_LISTEN=${listen} तय किया गया था, इसलिए वही लागू है।`,
    localName: 'नेटवर्क पर नाम',
    localNameHelp:
      'मेहमान इस नाम के आगे “.local” लगाकर भी रूम खोल सकते हैं। अंग्रेज़ी अक्षर, अंक और हाइफ़न इस्तेमाल करें। खाली छोड़ने पर नाम flatchat होगा।',
    allowedHosts: 'रूम के दूसरे नाम',
    allowedHostsHelp:
      'वे नाम, जैसे chat.example, जिनसे कोई प्रॉक्सी या आपका राउटर रूम तक पहुँचाता है। इन्हें कॉमा से अलग करें। सिर्फ़ वही नाम लिखें जो आपने खुद दिए हैं।',
    announce: 'रूम की घोषणा करें',
    announceHelp: 'आपके नेटवर्क के लोगों को रूम बिना लिंक के मिल जाता है।',

    me: 'मैं',
    name: 'आपका नाम',
    nameHelp: 'यह दूसरों को आपके मैसेज के साथ दिखता है।',
    themeHelp: 'यह आपकी विंडो पर लागू होती है। मेहमान अपनी थीम खुद चुनते हैं।',
    notifications: 'सूचनाएँ',
    notificationsHelp: 'जब आप किसी दूसरी विंडो में हों, तब ये डेस्कटॉप पर दिखती हैं।',
    notificationChoices: { all: 'हर मैसेज की', mentions: 'जिनमें मेरा नाम हो', none: 'कोई नहीं' },

    desktop: 'डेस्कटॉप',
    autostart: 'कंप्यूटर के साथ शुरू करें',
    autostartHelp: 'आपके लॉग इन करते ही रूम खुल जाता है, विंडो के बिना।',
    tray: 'ट्रे में चलने दें',
    trayHelp: 'अगर डेस्कटॉप में ट्रे है, तो विंडो बंद करने पर भी रूम खुला रहता है।',
    keepAwake: 'मेहमानों के लिए कंप्यूटर को जगाए रखें',
    keepAwakeHelp:
      'जब तक मेहमान यहाँ हैं, और उसके एक मिनट बाद तक, यह कंप्यूटर अपने-आप स्लीप में नहीं जाता। स्क्रीन बंद हो सकती है।',

    languageOfSystem: 'कंप्यूटर की भाषा',
    languageHelp: 'आपकी विंडो, ट्रे और सूचनाएँ इसी भाषा में होती हैं। मेहमान अपनी भाषा खुद चुनते हैं।',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'रूम का कोई नाम होना चाहिए।',
    too_long: ({ most }) => `रूम के नाम में ज़्यादा से ज़्यादा ${most} अक्षर हो सकते हैं; उसे छोटा करें।`,
  },
  bad_code: {
    empty: 'कोड खाली नहीं हो सकता; कम से कम एक अक्षर लिखें।',
    too_long: ({ most }) => `कोड में ज़्यादा से ज़्यादा ${most} अक्षर हो सकते हैं; उसे छोटा करें।`,
    control: 'कोड में कंट्रोल कैरेक्टर नहीं हो सकते; उन्हें हटा दें।',
  },
  bad_max_guests: ({ most }) => `एक रूम में 1 से ${most} तक मेहमान हो सकते हैं; इनके बीच की कोई संख्या चुनें।`,
  bad_local_name: {
    empty: 'नेटवर्क पर नाम खाली नहीं हो सकता; कम से कम एक अक्षर लिखें।',
    too_long: ({ most }) => `नेटवर्क पर नाम में ज़्यादा से ज़्यादा ${most} अक्षर हो सकते हैं; उसे छोटा करें।`,
    letters: 'नेटवर्क पर नाम में सिर्फ़ a से z तक के अक्षर, अंक और हाइफ़न हो सकते हैं।',
    hyphen: 'नेटवर्क पर नाम किसी अक्षर या अंक से ही शुरू और खत्म होना चाहिए।',
  },
  bad_host_name: {
    address: 'सिर्फ़ नाम लिखें, जैसे chat.example, बिना http:// और / के।',
    wildcard: 'हर नाम पूरा लिखें; * दूसरे नामों की जगह नहीं ले सकता।',
    not_ascii: 'नाम वैसे लिखें जैसे ब्राउज़र उसे भेजते हैं: एड्रेस बार से कॉपी करने पर वह xn-- से शुरू होता है।',
    port: 'पोर्ट न लिखें; नाम हर पोर्ट पर मान्य होता है।',
    not_a_name: 'यह मान्य नाम नहीं है; chat.example जैसा कोई नाम लिखें।',
  },
  export_failed: 'एक्सपोर्ट नहीं हो सका; फिर से कोशिश करें।',
  export_full: 'डिस्क भर गई है; कुछ जगह खाली करें या कोई दूसरी जगह चुनें।',
  export_interrupted: 'एक्सपोर्ट के दौरान chat.txt फ़ाइल बदल दी गई; फिर से कोशिश करें।',
  export_over_room: 'रूम इस फ़ोल्डर में अपनी फ़ाइलें रखता है; कोई दूसरा नाम या दूसरा फ़ोल्डर चुनें।',
  export_unwritable: ({ cause }) =>
    cause
      ? `फ़ाइल वहाँ नहीं लिखी जा सकती: ${withoutStop(cause)}। कोई दूसरी जगह चुनें।`
      : 'यहाँ फ़ाइल नहीं रखी जा सकती; कोई दूसरी जगह चुनें।',
};

const withoutStop = (sentence: string) => sentence.replace(/[.।\s]+$/, '');

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}: ${withoutStop(cause)}।`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('यह फ़ोल्डर इस्तेमाल नहीं हो सकता', problem),
  bad_link: 'यह लिंक नहीं खोला जा सकता।',
  cannot_listen: {
    variable: ({ value }) =>
      `वेरिएबल ${value} सुनने का कोई पता नहीं है। उदाहरण: 192.168.1.5:8765, localhost, 8765।`,
    no_such_address: ({ value }) => `इस कंप्यूटर के पास अभी ${value} पता नहीं है; सेटिंग में कोई दूसरा चुनें।`,
    os: (problem) => because(`रूम ${problem.value} पर नहीं चल सकता`, problem),
  },
  cannot_open: {
    file: (problem) => because(`${problem.value} नहीं खोला जा सकता`, problem),
    no_link: ({ value }) => `“${value}” नहीं खोला जा सकता: कोई लिंक वहाँ तक नहीं पहुँचता।`,
    not_a_file: ({ value }) => `${value} कोई फ़ाइल नहीं है; इसे कहीं और ले जाएँ या कोई दूसरा फ़ोल्डर चुनें।`,
    room_in_use: ({ value, cause }) =>
      `${value} को ${cause} इस्तेमाल कर रहा है; पहले उसे बंद करें या कोई दूसरा फ़ोल्डर चुनें।`,
    room_not_there: ({ value }) =>
      `आपके पिछले रूम का फ़ोल्डर ${value} नहीं मिला, इसलिए दूसरा रूम खुला है। अगली बार शुरू होने पर फिर कोशिश होगी।`,
    room_unusable: (problem) => because(`${problem.value} में मौजूद रूम नहीं खोला जा सकता`, problem),
    window: (problem) => because(`“${problem.value}” विंडो में नहीं खोला जा सकता`, problem),
  },
  cannot_search: (problem) => because('यह कंप्यूटर रूम नहीं खोज सकता', problem),
  no_autostart: (problem) => because('डेस्कटॉप इसकी अनुमति नहीं देता', problem),
  no_export: 'अभी तक कुछ भी एक्सपोर्ट नहीं किया गया है।',
  no_full_screen: (problem) => because('विंडो फ़ुल स्क्रीन नहीं हो सकती', problem),
  no_guide: (problem) => because('गाइड नहीं दिखाई जा सकती', problem),
  no_licences: 'इस बिल्ड में लाइसेंस की फ़ाइल नहीं है।',
  no_offer: 'यह फ़ाइल अब उपलब्ध नहीं है; उसे फिर से चुनें।',
  not_saved: (problem) => because('फ़ाइल वहाँ सेव नहीं की जा सकती', problem),
  no_place: (problem) => because('यहाँ फ़ाइल नहीं रखी जा सकती', problem),
  no_room: 'अभी कोई रूम नहीं खुला है; पल भर बाद फिर कोशिश करें।',
  no_zoom: (problem) => because('पेज का आकार नहीं बदला जा सकता', problem),
  port_missed: ({ value, suggestion }) => `पोर्ट ${value} पहले से इस्तेमाल में है, इसलिए रूम अभी ${suggestion} पर है।`,
  port_taken: ({ value }) => `पोर्ट ${value} कोई दूसरा प्रोग्राम इस्तेमाल कर रहा है; सेटिंग में कोई दूसरा पोर्ट चुनें।`,
  settings_not_kept: (problem) => because('सेटिंग सेव नहीं की जा सकतीं', problem),
  unknown_room: 'इस रूम की अब कोई जानकारी नहीं है; उसका फ़ोल्डर चुनें।',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
