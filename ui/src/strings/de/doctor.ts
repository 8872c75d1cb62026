// What the join doctor says, in German.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import type { DoctorWords } from '../finding';

export const doctor: DoctorWords = {
  findings: {
    not_open: 'Der Raum ist im Netzwerk nicht geöffnet.',
    this_computer_only: ({ address }) =>
      `Der Raum antwortet nur unter ${address}. Das erreicht nur dieser Computer.`,
    address_gone: ({ ip }) =>
      `Der Raum antwortet nur unter ${ip}, und diese Adresse hat der Computer nicht mehr.`,
    port_missed: ({ missed, port }) => `Port ${missed} war belegt: Der Raum ist auf Port ${port}.`,
    old_links: 'Links und QR-Codes mit dem alten Port funktionieren nicht mehr.',
    open: ({ port }) => `Der Raum ist auf Port ${port} geöffnet, unter allen Adressen.`,
    open_v4: ({ port }) => `Der Raum ist auf Port ${port} geöffnet, unter allen IPv4-Adressen.`,
    open_v6: ({ port }) => `Der Raum ist auf Port ${port} geöffnet, unter allen IPv6-Adressen.`,
    open_at: ({ address }) => `Der Raum ist unter ${address} geöffnet und sonst nirgends.`,

    found_at: ({ at }) => `Gäste im selben Netzwerk finden den Raum unter ${at}.`,
    in_container: ({ at }) =>
      `Dies ist ein Container mit der Adresse ${at}. Gäste erreichen ihn nur, wenn der Computer, auf dem er läuft, den Port weiterleitet.`,
    in_wsl: ({ at }) =>
      `WSL hat die Adresse ${at} in einem eigenen Netzwerk: Dort erreicht es nur dieser Windows-Computer.`,
    in_virtual_machine: ({ at }) =>
      `Diese virtuelle Maschine hat die Adresse ${at} hinter der Adressübersetzung (NAT) ihres Computers: Dort erreichen andere Geräte sie nicht.`,
    shared_address: ({ at }) =>
      `Dieser Computer hat die Adresse ${at}. Solche Adressen teilen sich die Kunden eines Anbieters.`,
    shared_alone: 'Mit einer solchen Adresse ist meist kein anderes Gerät im selben Netzwerk.',
    public_address: ({ at }) => `Dieser Computer hat die Adresse ${at}. Sie ist öffentlich.`,
    public_networks:
      'Netzwerke mit öffentlichen Adressen (an Hochschulen, in Firmen) trennen die Geräte oft voneinander.',
    public_v6: 'Die Adresse ist öffentlich: Ohne Raumcode hält nur der Router Fremde aus dem Internet fern.',
    mobile_only: 'Dieser Computer benutzt nur mobile Daten. Dort kann ihn kein anderes Gerät erreichen.',
    no_address: ({ ip }) =>
      `Das Netzwerk hat diesem Computer keine Adresse gegeben. Er hat sich selbst ${ip} genommen.`,
    inside_only:
      'Dieser Computer ist in keinem Netzwerk mit anderen, nur in einem VPN oder in Netzwerken, die es nur auf ihm selbst gibt.',
    no_network: 'Dieser Computer ist in keinem Netzwerk.',
    also_at: ({ at }) => `Außerdem hat er ${at}.`,

    nowhere_to_try: 'Es gibt keine Adresse, unter der sich der Raum ausprobieren lässt.',
    answers: ({ addresses }) => `Der Raum antwortet diesem Computer unter ${addresses}.`,
    stranger_at: ({ address }) => `Unter ${address} antwortet ein anderes Programm.`,
    nothing_at: ({ address }) => `Unter ${address} antwortet nichts.`,
    no_answer_at: ({ address, seconds }) =>
      `Selbst dieser Computer bekommt unter ${address} innerhalb von ${seconds} s keine Antwort.`,
    failed_at: ({ address, cause }) =>
      `Selbst dieser Computer bekommt unter ${address} keine Antwort: ${cause}.`,

    came_in: ({ address }) => `Keine Firewall hält Gäste auf: ${address} kam herein.`,
    no_firewall_to_inspect: 'Ohne Netzwerk gibt es keine Firewall zu prüfen.',
    all_open: ({ port }) => `Keine Firewall auf diesem Computer hält Gäste an Port ${port} auf.`,
    lets_in: ({ firewall, port }) => `${firewall} lässt Gäste an Port ${port} herein.`,
    lets_some_in: ({ firewall, port }) => `${firewall} lässt an Port ${port} nur manche herein.`,
    blocks: ({ firewall, port }) => `${firewall} sperrt Port ${port}.`,
    may_block: ({ firewall, port }) => `${firewall} sperrt vielleicht Port ${port}.`,
    off: ({ firewall }) => `${firewall} ist ausgeschaltet.`,
    rules_hidden: ({ firewall }) =>
      `${firewall} ließ sich nicht prüfen: Die Regeln sieht nur ein Administrator.`,
    chain_blocks: ({ chain, port }) => `nftables sperrt Port ${port}, in der Kette „${chain}“.`,
    chain_may_block: ({ chain, port }) => `nftables sperrt vielleicht Port ${port}, in der Kette „${chain}“.`,
    likely_blocks: ({ firewall, port }) =>
      `${firewall} ist eingeschaltet und sperrt wahrscheinlich Port ${port}. Die Regeln sind nicht zu sehen.`,
    service_hidden: ({ service }) =>
      `Eine Firewall ist eingeschaltet (${service}). Die Regeln im Kernel sieht nur ein Administrator.`,
    no_service: 'Kein Firewall-Dienst ist eingeschaltet. Die Regeln im Kernel sieht nur ein Administrator.',
    kernel_hidden: 'Eine Firewall ließ sich nicht prüfen: Die Regeln im Kernel sieht nur ein Administrator.',
    unknown_system: 'Flatchat kann die Firewall dieses Systems nicht prüfen.',
    windows_unread: 'Die Windows-Firewall ließ sich nicht prüfen: PowerShell gibt keine Auskunft.',
    windows_open: ({ profile }) =>
      `Die Windows-Firewall lässt in Netzwerken der Art „${profile}“ alle herein.`,
    windows_blocks: 'Die Windows-Firewall hat eine Regel, die Flatchat sperrt.',
    windows_lets_in: ({ profile }) =>
      `Die Windows-Firewall lässt Gäste in Netzwerken der Art „${profile}“ zu Flatchat.`,
    windows_has_no_rule: ({ profile }) =>
      `Die Windows-Firewall hat keine Regel, die Gäste in Netzwerken der Art „${profile}“ zu Flatchat lässt.`,
    mac_unread: 'Die Firewall von macOS ließ sich nicht prüfen: Ihr Programm gibt keine Auskunft.',
    mac_off: 'Die Firewall von macOS ist ausgeschaltet.',
    mac_blocks_all: 'Die Firewall von macOS sperrt alle eingehenden Verbindungen.',
    mac_blocks: 'Die Firewall von macOS sperrt Flatchat.',
    mac_lets_in: 'Die Firewall von macOS lässt Gäste zu Flatchat.',
    mac_does_not_know: 'Die Firewall von macOS ist eingeschaltet und kennt Flatchat noch nicht.',

    vpn_carries: ({ name }) => `Der Datenverkehr dieses Computers läuft durch ein VPN (${name}).`,
    vpns_keep_apart: 'Viele VPNs trennen einen Computer von seinem eigenen Netzwerk.',
    vpn_aside: ({ name }) =>
      `Ein VPN (${name}) ist eingeschaltet, aber der Verkehr im lokalen Netzwerk läuft nicht hindurch.`,
    no_vpn: 'Auf diesem Computer ist kein VPN im Weg.',

    named: ({ name }) => `Im Netzwerk heißt der Raum ${name}.`,
    android_names:
      'Viele Android-Handys können solche Namen nicht auflösen. Für sie steht im QR-Code eine Adresse.',
    mdns_port_taken: ({ cause }) =>
      `Der Raum hat im Netzwerk keinen Namen: Ein anderes Programm benutzt den UDP-Port 5353 und teilt ihn nicht (${cause}).`,
    no_multicast: ({ cause }) =>
      `Der Raum hat im Netzwerk keinen Namen, weil es kein Multicast annimmt: ${cause}.`,
    announcement_lost: 'Der Raum hat im Netzwerk keinen Namen: Seine Bekanntmachung kommt dort nicht an.',
    not_announced: ({ cause }) => `Der Raum hat im Netzwerk keinen Namen: ${cause}.`,
    addresses_work: 'Links mit einer Adresse funktionieren auch so, ebenso der QR-Code.',
  },

  advice: {
    choose_port_or_address: 'Wähle in den Einstellungen einen anderen Port oder eine andere Adresse.',
    open_to_all: ({ port }) =>
      `Lass alle in deinen Netzwerken herein: in den Einstellungen der App, oder bei flatchat-server mit --listen 0.0.0.0:${port}. Ist FLATCHAT_LISTEN gesetzt, gilt das vor beidem.`,
    share_again: 'Teile die Einladung noch einmal: Sie enthält den neuen Port.',
    publish_port: ({ port }) => `Starte den Container mit -p ${port}:${port} oder mit --network host.`,
    mirror_wsl:
      'Schreib in Windows networkingMode=mirrored unter [wsl2] in die Datei .wslconfig in deinem Benutzerordner, und starte WSL neu: wsl --shutdown.',
    bridge_machine:
      'Stell den Netzwerkadapter der virtuellen Maschine in ihren Einstellungen auf Netzwerkbrücke.',
    one_router:
      'Verbinde diesen Computer und die Geräte der Gäste mit demselben WLAN-Router oder mit dem Hotspot eines Handys.',
    give_code: 'Gib dem Raum einen Code: Wer im Internet die Adresse kennt, kann ihn vielleicht erreichen.',
    join_network:
      'Verbinde ihn mit dem WLAN oder dem Switch, an dem die Geräte der Gäste sind. Auch der Hotspot eines Handys geht.',
    reconnect:
      'Trenne die Verbindung zum Netzwerk und stelle sie neu her. Hilft das nicht, starte den Router neu.',
    firewall_first:
      'Wenn weiter unten eine Firewall den Raum sperrt, ändere zuerst das und prüfe noch einmal.',
    choose_port: 'Wähle in den Einstellungen einen anderen Port.',
    reopen_room: 'Schließe den Raum und öffne ihn wieder.',
    pause_vpn:
      'Wenn Gäste nicht beitreten können, halte das VPN an oder erlaube in seinen Einstellungen den Zugriff auf das lokale Netzwerk.',
    allow_mdns: 'Lass Multicast-DNS (UDP-Port 5353) durch die Firewall dieses Computers.',
    let_in: 'So lässt du Gäste herein, in einem Terminal:',
    let_in_until_restart: 'So lässt du Gäste bis zum nächsten Neustart herein, in einem Terminal:',
    keep_rule: 'Damit es so bleibt, trage dieselbe Regel in /etc/nftables.conf ein.',
    see_ufw: 'Oder sieh dir zuerst an, was sie hereinlässt:',
    see_rules: 'So siehst du sie in einem Terminal:',
    windows_unblock: 'So entfernst du die Regel und lässt Gäste zu Flatchat (PowerShell als Administrator):',
    windows_private: 'Wenn das dein eigenes Netzwerk ist, sag es Windows (PowerShell als Administrator):',
    windows_allow: 'So lässt du Gäste zu Flatchat (PowerShell als Administrator):',
    mac_stop_blocking: 'So dürfen Programme wieder Verbindungen annehmen:',
    mac_let_in: 'So lässt du Gäste zu Flatchat:',
    mac_allow: 'Wenn macOS fragt, ob Flatchat Verbindungen annehmen darf, wähle „Erlauben“.',
    mac_allow_by_command: 'Oder lass Gäste mit einem Befehl zu Flatchat:',
  },

  place: (ip, card, kind) => (kind === null ? `${ip} (${card})` : `${ip} (${card}, ${kind})`),
  kinds: {
    wired: 'Kabel',
    wifi: 'WLAN',
    mobile: 'mobile Daten',
    vpn: 'ein VPN',
    virtual: 'nur auf diesem Computer, für Container oder virtuelle Maschinen',
  },
  profiles: { domain: 'Domäne', private: 'Privat', public: 'Öffentlich' },
};
