// What the join doctor says, in Arabic.
import type { DoctorWords } from '../finding';

/** An address, a program or another text that runs from left to right in every sentence. */
const ltr = (text: string) => `\u2066${text}\u2069`;
/** Each address of a list by itself: the words between them run from right to left. */
const eachLtr = (list: string) => list.replace(/[!-~]+/g, (address) => ltr(address));
/** The system's own words, which may be in any language. */
const isolated = (text: string) => `\u2068${text}\u2069`;

export const doctor: DoctorWords = {
  findings: {
    not_open: 'الغرفة غير مفتوحة للشبكة.',
    this_computer_only: ({ address }) =>
      `تستقبل الغرفة الاتصالات على ${ltr(address)} فقط، ولا يصل إليه إلا هذا الكمبيوتر.`,
    address_gone: ({ ip }) =>
      `تستقبل الغرفة الاتصالات على ${ltr(ip)} فقط، ولم يعد لهذا الكمبيوتر ذلك العنوان.`,
    port_missed: ({ missed, port }) => `كان المنفذ ${missed} مستخدمًا: الغرفة على المنفذ ${port}.`,
    old_links: 'لم تعد الروابط ورموز QR التي فيها المنفذ القديم تعمل.',
    open: ({ port }) => `الغرفة مفتوحة على المنفذ ${port}، على كل العناوين.`,
    open_v4: ({ port }) => `الغرفة مفتوحة على المنفذ ${port}، على كل عناوين IPv4.`,
    open_v6: ({ port }) => `الغرفة مفتوحة على المنفذ ${port}، على كل عناوين IPv6.`,
    open_at: ({ address }) => `الغرفة مفتوحة على ${ltr(address)} فقط.`,

    found_at: ({ at }) => `يجد الضيوف على الشبكة نفسها الغرفة على ${at}.`,
    in_container: ({ at }) =>
      `هذه حاوية عنوانها ${at}: لا يصل الضيوف إليها إلا إذا مرّر الكمبيوتر الذي يشغّلها منفذها.`,
    in_wsl: ({ at }) => `عنوان WSL هو ${at}، في شبكة خاصة به: لا يصل إليه هناك إلا كمبيوتر Windows هذا.`,
    in_virtual_machine: ({ at }) =>
      `عنوان هذه الآلة الافتراضية هو ${at}، خلف ترجمة العناوين (NAT) في الكمبيوتر المضيف: لا تصل إليها الأجهزة الأخرى هناك.`,
    shared_address: ({ at }) =>
      `عنوان هذا الكمبيوتر هو ${at}، وهو من العناوين التي يتشارك فيها عملاء مزوّد الخدمة.`,
    shared_alone: 'مع مثل هذا العنوان، لا توجد عادةً أجهزة أخرى على الشبكة نفسها.',
    public_address: ({ at }) => `عنوان هذا الكمبيوتر هو ${at}، وهو عنوان عام.`,
    public_networks:
      'الشبكات ذات العناوين العامة (في جامعة أو شركة) تفصل الأجهزة بعضها عن بعض في كثير من الأحيان.',
    public_v6: 'هذا عنوان عام: دون رمز للغرفة، لا يمنع الغرباء على الإنترنت إلا جهاز التوجيه.',
    mobile_only: 'يستخدم هذا الكمبيوتر بيانات الهاتف فقط، ولا يستطيع أي جهاز آخر الوصول إليه عبرها.',
    no_address: ({ ip }) => `لم تعطِ الشبكة هذا الكمبيوتر عنوانًا، فاتخذ لنفسه العنوان ${ltr(ip)}.`,
    inside_only: 'ليس هذا الكمبيوتر على أي شبكة فيها أجهزة أخرى، بل على شبكات بداخله أو على VPN فقط.',
    no_network: 'هذا الكمبيوتر غير متصل بأي شبكة.',
    also_at: ({ at }) => `له أيضًا ${at}.`,

    nowhere_to_try: 'لا يوجد عنوان يمكن تجربة الغرفة عليه.',
    answers: ({ addresses }) => `أجابت الغرفة هذا الكمبيوتر على ${eachLtr(addresses)}.`,
    stranger_at: ({ address }) => `يجيب برنامج آخر على ${ltr(address)}.`,
    nothing_at: ({ address }) => `لا شيء يجيب على ${ltr(address)}.`,
    no_answer_at: ({ address, seconds }) =>
      `حتى هذا الكمبيوتر نفسه لا يتلقى إجابة من ${ltr(address)} خلال ${seconds} ثوانٍ.`,
    failed_at: ({ address, cause }) =>
      `حتى هذا الكمبيوتر نفسه لا يتلقى إجابة من ${ltr(address)}: ${isolated(cause)}.`,

    came_in: ({ address }) => `لا جدار حماية يمنع الضيوف: وصل اتصال من ${ltr(address)}.`,
    no_firewall_to_inspect: 'دون شبكة، لا يوجد جدار حماية لفحصه.',
    all_open: ({ port }) => `لا جدار حماية على هذا الكمبيوتر يمنع الضيوف على المنفذ ${port}.`,
    lets_in: ({ firewall, port }) => `${ltr(firewall)} يسمح للضيوف بالدخول على المنفذ ${port}.`,
    lets_some_in: ({ firewall, port }) => `${ltr(firewall)} يسمح للبعض فقط بالدخول على المنفذ ${port}.`,
    blocks: ({ firewall, port }) => `${ltr(firewall)} يحظر المنفذ ${port}.`,
    may_block: ({ firewall, port }) => `ربما يحظر ${ltr(firewall)} المنفذ ${port}.`,
    off: ({ firewall }) => `${ltr(firewall)} متوقف.`,
    rules_hidden: ({ firewall }) => `تعذّر فحص ${ltr(firewall)}: لا يرى قواعده إلا مسؤول النظام.`,
    chain_blocks: ({ chain, port }) => `${ltr('nftables')} يحظر المنفذ ${port}، في السلسلة «${ltr(chain)}».`,
    chain_may_block: ({ chain, port }) =>
      `ربما يحظر ${ltr('nftables')} المنفذ ${port}، في السلسلة «${ltr(chain)}».`,
    likely_blocks: ({ firewall, port }) =>
      `${ltr(firewall)} يعمل ويحظر المنفذ ${port} على الأرجح؛ لا يمكن رؤية قواعده.`,
    service_hidden: ({ service }) =>
      `يعمل جدار حماية (${ltr(service)})، ولا يرى قواعد النواة إلا مسؤول النظام.`,
    no_service: 'لا تعمل أي خدمة لجدار حماية؛ لا يرى قواعد النواة إلا مسؤول النظام.',
    kernel_hidden: 'تعذّر فحص أحد جدران الحماية: لا يرى قواعد النواة إلا مسؤول النظام.',
    unknown_system: 'لا يستطيع Flatchat فحص جدار الحماية في هذا النظام.',
    windows_unread: 'تعذّر فحص جدار حماية Windows: لا يعطي PowerShell أي معلومات.',
    windows_open: ({ profile }) => `جدار حماية Windows يسمح للجميع بالدخول على الشبكات من نوع «${profile}».`,
    windows_blocks: 'في جدار حماية Windows قاعدة تحظر Flatchat.',
    windows_lets_in: ({ profile }) =>
      `جدار حماية Windows يسمح بالوصول إلى Flatchat على الشبكات من نوع «${profile}».`,
    windows_has_no_rule: ({ profile }) =>
      `ليست في جدار حماية Windows قاعدة تسمح بالوصول إلى Flatchat على الشبكات من نوع «${profile}».`,
    mac_unread: 'تعذّر فحص جدار حماية macOS: لا يعطي برنامجه أي معلومات.',
    mac_off: 'جدار حماية macOS متوقف.',
    mac_blocks_all: 'جدار حماية macOS يحظر كل الاتصالات الواردة.',
    mac_blocks: 'جدار حماية macOS يحظر Flatchat.',
    mac_lets_in: 'جدار حماية macOS يسمح بالوصول إلى Flatchat.',
    mac_does_not_know: 'جدار حماية macOS يعمل، ولا يعرف Flatchat بعد.',

    vpn_carries: ({ name }) => `تمر بيانات هذا الكمبيوتر عبر VPN (${ltr(name)}).`,
    vpns_keep_apart: 'كثير من شبكات VPN تفصل الكمبيوتر عن شبكته.',
    vpn_aside: ({ name }) => `يعمل VPN (${ltr(name)})، لكن بيانات الشبكة المحلية لا تمر عبره.`,
    no_vpn: 'لا يوجد VPN يعترض الطريق على هذا الكمبيوتر.',

    named: ({ name }) => `اسم الغرفة على الشبكة هو ${ltr(name)}.`,
    android_names: 'كثير من هواتف Android لا تتعرّف على مثل هذه الأسماء. لذلك يحتوي رمز QR على عنوان.',
    mdns_port_taken: ({ cause }) =>
      `ليس للغرفة اسم على الشبكة: يستخدم برنامج آخر منفذ UDP 5353 ولا يشاركه (${isolated(cause)}).`,
    no_multicast: ({ cause }) =>
      `ليس للغرفة اسم على الشبكة، لأن الشبكة لا تقبل البث المتعدد: ${isolated(cause)}.`,
    announcement_lost: 'ليس للغرفة اسم على الشبكة، لأن الشبكة لا تقبل إعلانها.',
    not_announced: ({ cause }) => `ليس للغرفة اسم على الشبكة: ${isolated(cause)}.`,
    addresses_work: 'الروابط التي فيها عنوان تعمل دون هذا الاسم، وكذلك رمز QR.',
  },

  advice: {
    choose_port_or_address: 'يُرجى اختيار منفذ آخر أو عنوان آخر في الإعدادات.',
    open_to_all: ({ port }) =>
      `يمكن السماح لكل من على شبكاتك بالوصول: في إعدادات التطبيق، أو باستخدام ${ltr(`--listen 0.0.0.0:${port}`)} مع ${ltr('flatchat-server')}. إذا حُدّد ${ltr('FLATCHAT_LISTEN')}، فهو المطبَّق.`,
    share_again: 'تُرجى مشاركة الدعوة من جديد: فيها المنفذ الجديد.',
    publish_port: ({ port }) =>
      `يُرجى تشغيل الحاوية باستخدام ${ltr(`-p ${port}:${port}`)} أو ${ltr('--network host')}.`,
    mirror_wsl: `في Windows، تُرجى كتابة ${ltr('networkingMode=mirrored')} تحت ${ltr('[wsl2]')} في الملف ${ltr('.wslconfig')} في مجلد المستخدم، ثم إعادة تشغيل WSL: ${ltr('wsl --shutdown')}.`,
    bridge_machine: 'في إعدادات الآلة الافتراضية، يُرجى جعل محوّل الشبكة من نوع الجسر.',
    one_router: 'يجب توصيل هذا الكمبيوتر وأجهزة الضيوف بجهاز توجيه Wi-Fi واحد، أو بنقطة اتصال هاتف واحد.',
    give_code: 'يُرجى وضع رمز للغرفة: قد يصل إليها من الإنترنت من يعرف عنوانها.',
    join_network: 'يجب توصيله بشبكة Wi-Fi أو بمحوّل الشبكة حيث أجهزة الضيوف؛ وتصلح أيضًا نقطة اتصال هاتف.',
    reconnect: 'يُرجى قطع الاتصال بالشبكة ثم إعادة الاتصال؛ وإن لم يفد ذلك، فإعادة تشغيل جهاز التوجيه.',
    firewall_first: 'إذا كان جدار حماية أدناه يحظر الغرفة، فيجب تغيير ذلك أولًا ثم إعادة الفحص.',
    choose_port: 'يُرجى اختيار منفذ آخر في الإعدادات.',
    reopen_room: 'يُرجى إغلاق الغرفة وفتحها من جديد.',
    pause_vpn:
      'إذا لم يستطع الضيوف الانضمام، فيمكن إيقاف VPN مؤقتًا، أو السماح في إعداداته بالوصول إلى الشبكة المحلية.',
    allow_mdns: `يجب السماح لـ DNS متعدد البث (منفذ UDP 5353) بالمرور عبر جدار حماية هذا الكمبيوتر.`,
    let_in: 'للسماح للضيوف بالدخول، في نافذة أوامر:',
    let_in_until_restart: 'للسماح للضيوف بالدخول حتى إعادة التشغيل التالية، في نافذة أوامر:',
    keep_rule: `ليدوم ذلك، يجب إضافة القاعدة نفسها إلى ${ltr('/etc/nftables.conf')}.`,
    see_ufw: 'أو لرؤية ما يسمح به أولًا:',
    see_rules: 'لرؤية القواعد في نافذة أوامر:',
    windows_unblock: 'لإزالة القاعدة والسماح بالوصول إلى Flatchat (في PowerShell كمسؤول):',
    windows_private: 'إذا كانت هذه شبكتك، فيمكن إعلام Windows بذلك (في PowerShell كمسؤول):',
    windows_allow: 'للسماح بالوصول إلى Flatchat (في PowerShell كمسؤول):',
    mac_stop_blocking: 'للسماح للبرامج باستقبال الاتصالات من جديد:',
    mac_let_in: 'للسماح بالوصول إلى Flatchat:',
    mac_allow: 'إذا سأل macOS هل يُسمح لـ Flatchat باستقبال الاتصالات، فيجب اختيار «سماح».',
    mac_allow_by_command: 'أو للسماح بالوصول إلى Flatchat بأمر:',
  },

  place: (ip, card, kind) =>
    kind === null ? `${ltr(ip)} (${ltr(card)})` : `${ltr(ip)} (${ltr(card)}، ${kind})`,
  kinds: {
    wired: 'بالكابل',
    wifi: 'Wi-Fi',
    mobile: 'بيانات الهاتف',
    vpn: 'VPN',
    virtual: 'داخل هذا الكمبيوتر، للحاويات أو الأجهزة الافتراضية',
  },
  profiles: { domain: 'مجال', private: 'خاصة', public: 'عامة' },
};
