// What the join doctor says, in French.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import type { DoctorWords } from '../finding';

export const doctor: DoctorWords = {
  findings: {
    not_open: 'Le salon n’est pas ouvert sur le réseau.',
    this_computer_only: ({ address }) =>
      `Le salon ne répond qu’à l’adresse ${address}, que seul cet ordinateur peut atteindre.`,
    address_gone: ({ ip }) => `Le salon ne répond qu’à l’adresse ${ip}, et cet ordinateur ne l’a plus.`,
    port_missed: ({ missed, port }) => `Le port ${missed} était occupé : le salon est sur le port ${port}.`,
    old_links: 'Les liens et les codes QR avec l’ancien port ne marchent plus.',
    open: ({ port }) => `Le salon est ouvert sur le port ${port}, à toutes les adresses.`,
    open_v4: ({ port }) => `Le salon est ouvert sur le port ${port}, à toutes les adresses IPv4.`,
    open_v6: ({ port }) => `Le salon est ouvert sur le port ${port}, à toutes les adresses IPv6.`,
    open_at: ({ address }) => `Le salon est ouvert à l’adresse ${address}, et nulle part ailleurs.`,

    found_at: ({ at }) => `Les invités du même réseau trouvent le salon à l’adresse ${at}.`,
    in_container: ({ at }) =>
      `Ceci est un conteneur à l’adresse ${at} : les invités ne l’atteignent que si l’ordinateur qui l’exécute transmet son port.`,
    in_wsl: ({ at }) =>
      `WSL a l’adresse ${at} sur un réseau à part : seul cet ordinateur Windows peut l’y atteindre.`,
    in_virtual_machine: ({ at }) =>
      `Cette machine virtuelle a l’adresse ${at}, derrière la traduction d’adresses (NAT) de son hôte : les autres appareils ne peuvent pas l’y atteindre.`,
    shared_address: ({ at }) =>
      `Cet ordinateur a l’adresse ${at}, de celles qu’un fournisseur partage entre ses clients.`,
    shared_alone: 'Avec une telle adresse, il n’y a en général aucun autre appareil sur le même réseau.',
    public_address: ({ at }) => `Cet ordinateur a l’adresse ${at}, qui est publique.`,
    public_networks:
      'Les réseaux aux adresses publiques (d’une université, d’une entreprise) isolent souvent les appareils.',
    public_v6:
      'C’est une adresse publique : sans code, seul le routeur tient à l’écart les inconnus d’Internet.',
    mobile_only:
      'Cet ordinateur n’utilise que des données mobiles. Aucun autre appareil ne peut l’y atteindre.',
    no_address: ({ ip }) =>
      `Le réseau n’a donné aucune adresse à cet ordinateur, qui a pris ${ip} de lui-même.`,
    inside_only:
      'Cet ordinateur n’est sur aucun réseau avec d’autres, seulement sur un VPN ou des réseaux internes.',
    no_network: 'Cet ordinateur n’est sur aucun réseau.',
    also_at: ({ at }) => `Il a aussi ${at}.`,

    nowhere_to_try: 'Il n’y a aucune adresse où essayer le salon.',
    answers: ({ addresses }) => `Depuis cet ordinateur, le salon répond sur ${addresses}.`,
    stranger_at: ({ address }) => `Un autre programme répond à l’adresse ${address}.`,
    nothing_at: ({ address }) => `Rien ne répond à l’adresse ${address}.`,
    no_answer_at: ({ address, seconds }) =>
      `Même cet ordinateur n’obtient aucune réponse de ${address} en ${seconds} s.`,
    failed_at: ({ address, cause }) =>
      `Même cet ordinateur n’obtient aucune réponse de ${address} : ${cause}.`,

    came_in: ({ address }) => `Aucun pare-feu n’arrête les invités : ${address} est entré.`,
    no_firewall_to_inspect: 'Sans réseau, il n’y a aucun pare-feu à vérifier.',
    all_open: ({ port }) => `Aucun pare-feu de cet ordinateur n’arrête les invités sur le port ${port}.`,
    lets_in: ({ firewall, port }) => `${firewall} laisse entrer les invités sur le port ${port}.`,
    lets_some_in: ({ firewall, port }) => `${firewall} n’en laisse entrer que certains sur le port ${port}.`,
    blocks: ({ firewall, port }) => `${firewall} bloque le port ${port}.`,
    may_block: ({ firewall, port }) => `${firewall} bloque peut-être le port ${port}.`,
    off: ({ firewall }) => `${firewall} est désactivé.`,
    rules_hidden: ({ firewall }) =>
      `Impossible de vérifier ${firewall} : seul un administrateur peut voir ses règles.`,
    chain_blocks: ({ chain, port }) => `nftables bloque le port ${port}, dans sa chaîne « ${chain} ».`,
    chain_may_block: ({ chain, port }) =>
      `nftables bloque peut-être le port ${port}, dans sa chaîne « ${chain} ».`,
    likely_blocks: ({ firewall, port }) =>
      `${firewall} est activé et bloque sans doute le port ${port}. Ses règles ne sont pas visibles.`,
    service_hidden: ({ service }) =>
      `Un pare-feu est activé (${service}). Seul un administrateur peut voir les règles du noyau.`,
    no_service:
      'Aucun service de pare-feu n’est activé. Seul un administrateur peut voir les règles du noyau.',
    kernel_hidden:
      'Impossible de vérifier un pare-feu : seul un administrateur peut voir les règles du noyau.',
    unknown_system: 'Flatchat ne peut pas vérifier le pare-feu de ce système.',
    windows_unread: 'Impossible de vérifier le pare-feu de Windows : PowerShell ne donne aucune information.',
    windows_open: ({ profile }) =>
      `Le pare-feu de Windows laisse entrer tout le monde sur les réseaux de type « ${profile} ».`,
    windows_blocks: 'Le pare-feu de Windows a une règle qui bloque Flatchat.',
    windows_lets_in: ({ profile }) =>
      `Le pare-feu de Windows autorise l’accès à Flatchat sur les réseaux de type « ${profile} ».`,
    windows_has_no_rule: ({ profile }) =>
      `Le pare-feu de Windows n’a aucune règle qui autorise l’accès à Flatchat sur les réseaux de type « ${profile} ».`,
    mac_unread: 'Impossible de vérifier le pare-feu de macOS : son programme ne donne aucune information.',
    mac_off: 'Le pare-feu de macOS est désactivé.',
    mac_blocks_all: 'Le pare-feu de macOS bloque toutes les connexions entrantes.',
    mac_blocks: 'Le pare-feu de macOS bloque Flatchat.',
    mac_lets_in: 'Le pare-feu de macOS autorise l’accès à Flatchat.',
    mac_does_not_know: 'Le pare-feu de macOS est activé et ne connaît pas encore Flatchat.',

    vpn_carries: ({ name }) => `Le trafic de cet ordinateur passe par un VPN (${name}).`,
    vpns_keep_apart: 'Beaucoup de VPN isolent un ordinateur de son propre réseau.',
    vpn_aside: ({ name }) => `Un VPN (${name}) est activé, mais le trafic du réseau local n’y passe pas.`,
    no_vpn: 'Aucun VPN ne gêne sur cet ordinateur.',

    named: ({ name }) => `Sur le réseau, le salon s’appelle ${name}.`,
    android_names:
      'Beaucoup de téléphones Android ne savent pas résoudre ces noms. Pour eux, le code QR contient une adresse.',
    mdns_port_taken: ({ cause }) =>
      `Le salon n’a pas de nom sur le réseau : un autre programme utilise le port UDP 5353 et ne le partage pas (${cause}).`,
    no_multicast: ({ cause }) =>
      `Le salon n’a pas de nom sur le réseau, qui n’accepte pas la multidiffusion : ${cause}.`,
    announcement_lost: 'Le salon n’a pas de nom sur le réseau : son annonce n’y passe pas.',
    not_announced: ({ cause }) => `Le salon n’a pas de nom sur le réseau : ${cause}.`,
    addresses_work: 'Les liens avec une adresse marchent sans lui, et le code QR aussi.',
  },

  advice: {
    choose_port_or_address: 'Choisissez un autre port ou une autre adresse dans les paramètres.',
    open_to_all: ({ port }) =>
      `Donnez accès à tout le monde sur vos réseaux : dans les paramètres de l’application ou, pour flatchat-server, avec --listen 0.0.0.0:${port}. Si FLATCHAT_LISTEN est défini, il l’emporte sur les deux.`,
    share_again: 'Partagez de nouveau l’invitation : elle contient le nouveau port.',
    publish_port: ({ port }) => `Démarrez le conteneur avec -p ${port}:${port} ou avec --network host.`,
    mirror_wsl:
      'Sous Windows, écrivez networkingMode=mirrored sous [wsl2] dans le fichier .wslconfig de votre dossier d’utilisateur, puis redémarrez WSL : wsl --shutdown.',
    bridge_machine: 'Dans les paramètres de la machine virtuelle, mettez sa carte réseau en mode pont.',
    one_router:
      'Connectez cet ordinateur et les appareils des invités au même routeur Wi-Fi, ou au partage de connexion d’un téléphone.',
    give_code: 'Donnez un code au salon : sur Internet, quiconque connaît l’adresse pourrait l’atteindre.',
    join_network:
      'Connectez-le au Wi-Fi ou au commutateur des appareils des invités. Le partage de connexion d’un téléphone convient aussi.',
    reconnect: 'Déconnectez-vous du réseau et reconnectez-vous. Si cela n’aide pas, redémarrez le routeur.',
    firewall_first:
      'Si un pare-feu ci-dessous bloque le salon, changez d’abord cela, puis vérifiez de nouveau.',
    choose_port: 'Choisissez un autre port dans les paramètres.',
    reopen_room: 'Fermez le salon et rouvrez-le.',
    pause_vpn:
      'Si des invités n’arrivent pas à entrer, mettez le VPN en pause, ou autorisez l’accès au réseau local dans ses paramètres.',
    allow_mdns: 'Laissez passer le DNS multidiffusion (port UDP 5353) par le pare-feu de cet ordinateur.',
    let_in: 'Dans un terminal, laissez entrer les invités :',
    let_in_until_restart: 'Dans un terminal, laissez entrer les invités jusqu’au prochain redémarrage :',
    keep_rule: 'Pour que cela dure, ajoutez la même règle à /etc/nftables.conf.',
    see_ufw: 'Ou voyez d’abord ce qu’il laisse entrer :',
    see_rules: 'Pour les voir dans un terminal :',
    windows_unblock: 'En administrateur, dans PowerShell, enlevez la règle et autorisez l’accès à Flatchat :',
    windows_private:
      'Si c’est votre propre réseau, dites-le à Windows (en administrateur, dans PowerShell) :',
    windows_allow: 'En administrateur, dans PowerShell, autorisez l’accès à Flatchat :',
    mac_stop_blocking: 'Laissez de nouveau les programmes accepter des connexions :',
    mac_let_in: 'Autorisez l’accès à Flatchat :',
    mac_allow: 'Si macOS demande si Flatchat peut accepter des connexions, choisissez « Autoriser ».',
    mac_allow_by_command: 'Ou autorisez l’accès à Flatchat par une commande :',
  },

  place: (ip, card, kind) => (kind === null ? `${ip} (${card})` : `${ip} (${card}, ${kind})`),
  kinds: {
    wired: 'par câble',
    wifi: 'Wi-Fi',
    mobile: 'données mobiles',
    vpn: 'un VPN',
    virtual: 'dans cet ordinateur, pour des conteneurs ou des machines virtuelles',
  },
  profiles: { domain: 'Domaine', private: 'Privé', public: 'Public' },
};
