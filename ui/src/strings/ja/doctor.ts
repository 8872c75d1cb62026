// What the join doctor says, in Japanese.
import type { DoctorWords } from '../finding';

export const doctor: DoctorWords = {
  findings: {
    not_open: 'ルームがネットワークに公開されていません。',
    this_computer_only: ({ address }) =>
      `ルームは${address}だけで接続を受け付けています。そこにはこのパソコンからしか接続できません。`,
    address_gone: ({ ip }) =>
      `ルームは${ip}だけで接続を受け付けていますが、このパソコンにはもうそのアドレスがありません。`,
    port_missed: ({ missed, port }) =>
      `ポート${missed}は使用中だったため、ルームはポート${port}を使っています。`,
    old_links: '以前のポートのリンクとQRコードは使えなくなりました。',
    open: ({ port }) => `ルームはポート${port}で、すべてのアドレスに公開されています。`,
    open_v4: ({ port }) => `ルームはポート${port}で、すべてのIPv4アドレスに公開されています。`,
    open_v6: ({ port }) => `ルームはポート${port}で、すべてのIPv6アドレスに公開されています。`,
    open_at: ({ address }) => `ルームは${address}だけに公開されています。`,

    found_at: ({ at }) => `同じネットワークのゲストは、${at}でルームを見つけられます。`,
    in_container: ({ at }) =>
      `ここはコンテナの中で、アドレスは${at}です。コンテナを動かしているパソコンがポートを転送しないと、ゲストは接続できません。`,
    in_wsl: ({ at }) =>
      `WSLは独自のネットワークにあり、アドレスは${at}です。そこには、このWindowsパソコンからしか接続できません。`,
    in_virtual_machine: ({ at }) =>
      `この仮想マシンのアドレスは${at}で、ホストのアドレス変換（NAT）の内側にあります。ほかの端末からは接続できません。`,
    shared_address: ({ at }) =>
      `このパソコンのアドレスは${at}です。通信事業者が複数の利用者で共有しているアドレスです。`,
    shared_alone: 'このようなアドレスでは、同じネットワークにほかの端末がいないのが普通です。',
    public_address: ({ at }) => `このパソコンのアドレスは${at}です。これはグローバルアドレスです。`,
    public_networks:
      'グローバルアドレスを使うネットワーク（大学や会社など）では、端末どうしが通信できないことがよくあります。',
    public_v6:
      'これはグローバルアドレスです。ルームコードがないと、インターネットからの第三者の接続を防ぐのはルーターだけになります。',
    mobile_only: 'このパソコンはモバイルデータ通信だけを使っています。そこにはほかの端末から接続できません。',
    no_address: ({ ip }) =>
      `ネットワークからアドレスが割り当てられず、このパソコンが自分で${ip}を設定しました。`,
    inside_only:
      'このパソコンは、ほかの端末がいるネットワークにつながっていません。つながっているのは、パソコン内部のネットワークかVPNだけです。',
    no_network: 'このパソコンはネットワークにつながっていません。',
    also_at: ({ at }) => `ほかに${at}もあります。`,

    nowhere_to_try: 'ルームを試せるアドレスがありません。',
    answers: ({ addresses }) => `ルームは${addresses}で、このパソコンに応答しました。`,
    stranger_at: ({ address }) => `${address}では別のプログラムが応答しています。`,
    nothing_at: ({ address }) => `${address}では何も応答しません。`,
    no_answer_at: ({ address, seconds }) =>
      `このパソコン自身からも、${address}の応答が${seconds}秒以内にありません。`,
    failed_at: ({ address, cause }) => `このパソコン自身からも、${address}に接続できません：${cause}。`,

    came_in: ({ address }) =>
      `ゲストを止めているファイアウォールはありません。${address}からの接続がありました。`,
    no_firewall_to_inspect: 'ネットワークがないため、調べるファイアウォールがありません。',
    all_open: ({ port }) => `このパソコンには、ポート${port}でゲストを止めるファイアウォールはありません。`,
    lets_in: ({ firewall, port }) => `${firewall}はポート${port}でゲストを通します。`,
    lets_some_in: ({ firewall, port }) => `${firewall}はポート${port}で一部のゲストだけを通します。`,
    blocks: ({ firewall, port }) => `${firewall}がポート${port}を遮断しています。`,
    may_block: ({ firewall, port }) => `${firewall}がポート${port}を遮断しているかもしれません。`,
    off: ({ firewall }) => `${firewall}はオフです。`,
    rules_hidden: ({ firewall }) => `${firewall}を調べられませんでした。ルールを見られるのは管理者だけです。`,
    chain_blocks: ({ chain, port }) => `nftablesがチェイン「${chain}」でポート${port}を遮断しています。`,
    chain_may_block: ({ chain, port }) =>
      `nftablesがチェイン「${chain}」でポート${port}を遮断しているかもしれません。`,
    likely_blocks: ({ firewall, port }) =>
      `${firewall}がオンで、おそらくポート${port}を遮断しています。ルールは見られません。`,
    service_hidden: ({ service }) =>
      `ファイアウォール（${service}）がオンです。カーネルのルールを見られるのは管理者だけです。`,
    no_service:
      'オンになっているファイアウォールのサービスはありません。カーネルのルールを見られるのは管理者だけです。',
    kernel_hidden: 'ファイアウォールを調べられませんでした。カーネルのルールを見られるのは管理者だけです。',
    unknown_system: 'Flatchatはこのシステムのファイアウォールを調べられません。',
    windows_unread: 'Windowsのファイアウォールを調べられませんでした。PowerShellから情報が得られません。',
    windows_open: ({ profile }) =>
      `Windowsのファイアウォールは、「${profile}」のネットワークで誰でも通します。`,
    windows_blocks: 'Windowsのファイアウォールに、Flatchatを遮断するルールがあります。',
    windows_lets_in: ({ profile }) =>
      `Windowsのファイアウォールは、「${profile}」のネットワークでFlatchatへの接続を許可しています。`,
    windows_has_no_rule: ({ profile }) =>
      `Windowsのファイアウォールに、「${profile}」のネットワークでFlatchatへの接続を許可するルールがありません。`,
    mac_unread: 'macOSのファイアウォールを調べられませんでした。専用のプログラムから情報が得られません。',
    mac_off: 'macOSのファイアウォールはオフです。',
    mac_blocks_all: 'macOSのファイアウォールが、外部からのすべての接続を遮断しています。',
    mac_blocks: 'macOSのファイアウォールがFlatchatを遮断しています。',
    mac_lets_in: 'macOSのファイアウォールはFlatchatへの接続を許可しています。',
    mac_does_not_know: 'macOSのファイアウォールはオンですが、まだFlatchatが登録されていません。',

    vpn_carries: ({ name }) => `このパソコンの通信はVPN（${name}）を通っています。`,
    vpns_keep_apart: '多くのVPNは、パソコンを自分のネットワークから切り離します。',
    vpn_aside: ({ name }) => `VPN（${name}）がオンですが、ローカルネットワークの通信は通っていません。`,
    no_vpn: 'このパソコンには、妨げになるVPNはありません。',

    named: ({ name }) => `ネットワーク上のルームの名前は${name}です。`,
    android_names:
      '多くのAndroid端末はこのような名前を解決できません。そのためQRコードにはアドレスが入っています。',
    mdns_port_taken: ({ cause }) =>
      `ネットワーク上のルームの名前がありません。別のプログラムがUDPポート5353を独占しています（${cause}）。`,
    no_multicast: ({ cause }) =>
      `ネットワーク上のルームの名前がありません。ネットワークがマルチキャストを受け付けません：${cause}。`,
    announcement_lost:
      'ネットワーク上のルームの名前がありません。名前をネットワークに知らせられませんでした。',
    not_announced: ({ cause }) => `ネットワーク上のルームの名前がありません：${cause}。`,
    addresses_work: '名前がなくても、アドレスのリンクとQRコードは使えます。',
  },

  advice: {
    choose_port_or_address: '設定で別のポートかアドレスを選んでください。',
    open_to_all: ({ port }) =>
      `ネットワークの全員が接続できるようにしてください。アプリの設定か、flatchat-serverなら --listen 0.0.0.0:${port} で変えられます。FLATCHAT_LISTENが指定されていると、そちらが優先されます。`,
    share_again: '招待をもう一度共有してください。新しいポートが入っています。',
    publish_port: ({ port }) =>
      `コンテナを -p ${port}:${port} または --network host を付けて起動してください。`,
    mirror_wsl:
      'Windowsで、ユーザーフォルダーのファイル .wslconfig の [wsl2] の下に networkingMode=mirrored と書き、wsl --shutdown でWSLを再起動してください。',
    bridge_machine: '仮想マシンの設定で、ネットワークアダプターをブリッジに変えてください。',
    one_router:
      'このパソコンとゲストの端末を、同じWi-Fiルーターか、同じスマートフォンのテザリングにつないでください。',
    give_code:
      'ルームにコードを付けてください。アドレスを知っている人は、インターネットから接続できるかもしれません。',
    join_network:
      'ゲストの端末と同じWi-Fiかスイッチにつないでください。スマートフォンのテザリングでもかまいません。',
    reconnect:
      'ネットワークの接続を切って、つなぎ直してください。それでも直らなければ、ルーターを再起動してください。',
    firewall_first:
      '下のファイアウォールがルームを遮断しているときは、先にそちらを直してから、もう一度確認してください。',
    choose_port: '設定で別のポートを選んでください。',
    reopen_room: 'ルームを閉じて、もう一度開いてください。',
    pause_vpn:
      'ゲストが参加できないときは、VPNを一時停止するか、VPNの設定でローカルネットワークへの接続を許可してください。',
    allow_mdns: 'このパソコンのファイアウォールで、マルチキャストDNS（UDPポート5353）を許可してください。',
    let_in: 'ターミナルで、ゲストを通します：',
    let_in_until_restart: 'ターミナルで、次の再起動までゲストを通します：',
    keep_rule: 'そのまま残すには、同じルールを/etc/nftables.confに書き加えてください。',
    see_ufw: 'または、先に何を通しているか確認します：',
    see_rules: 'ターミナルでルールを確認します：',
    windows_unblock: '管理者としてPowerShellで、ルールを削除してFlatchatへの接続を許可します：',
    windows_private: 'これが自分のネットワークなら、Windowsに知らせます（管理者としてPowerShellで）：',
    windows_allow: '管理者としてPowerShellで、Flatchatへの接続を許可します：',
    mac_stop_blocking: 'プログラムがまた接続を受け付けられるようにします：',
    mac_let_in: 'Flatchatへの接続を許可します：',
    mac_allow: 'Flatchatが接続を受け付けてよいかmacOSに聞かれたら、「許可」を選んでください。',
    mac_allow_by_command: 'または、コマンドでFlatchatへの接続を許可します：',
  },

  place: (ip, card, kind) => (kind === null ? `${ip}（${card}）` : `${ip}（${card}、${kind}）`),
  kinds: {
    wired: '有線',
    wifi: 'Wi-Fi',
    mobile: 'モバイルデータ通信',
    vpn: 'VPN',
    virtual: 'このパソコンの内部、コンテナーや仮想マシン用',
  },
  profiles: { domain: 'ドメイン', private: 'プライベート', public: 'パブリック' },
};
