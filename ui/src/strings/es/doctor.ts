// What the join doctor says, in Spanish.
import type { DoctorWords } from '../finding';

export const doctor: DoctorWords = {
  findings: {
    not_open: 'La sala no está abierta en la red.',
    this_computer_only: ({ address }) => `La sala solo responde en ${address}, y ahí solo llega este equipo.`,
    address_gone: ({ ip }) => `La sala solo responde en ${ip}, y este equipo ya no tiene esa dirección.`,
    port_missed: ({ missed, port }) =>
      `El puerto ${missed} estaba ocupado: la sala está en el puerto ${port}.`,
    old_links: 'Los enlaces y códigos QR con el puerto anterior ya no funcionan.',
    open: ({ port }) => `La sala está abierta en el puerto ${port}, en todas las direcciones.`,
    open_v4: ({ port }) => `La sala está abierta en el puerto ${port}, en todas las direcciones IPv4.`,
    open_v6: ({ port }) => `La sala está abierta en el puerto ${port}, en todas las direcciones IPv6.`,
    open_at: ({ address }) => `La sala está abierta en ${address} y en ningún otro sitio.`,

    found_at: ({ at }) => `Los invitados de la misma red encuentran la sala en ${at}.`,
    in_container: ({ at }) =>
      `Esto es un contenedor con la dirección ${at}: los invitados solo llegan a él si el equipo en el que se ejecuta reenvía su puerto.`,
    in_wsl: ({ at }) =>
      `WSL tiene la dirección ${at} en una red propia: allí solo llega este equipo con Windows.`,
    in_virtual_machine: ({ at }) =>
      `Esta máquina virtual tiene la dirección ${at}, detrás de la traducción de direcciones (NAT) de su equipo: otros dispositivos no llegan a ella.`,
    shared_address: ({ at }) =>
      `Este equipo tiene la dirección ${at}, de las que un proveedor comparte entre varios clientes.`,
    shared_alone: 'Con una dirección así, no suele haber otros dispositivos en la misma red.',
    public_address: ({ at }) => `Este equipo tiene la dirección ${at}, que es pública.`,
    public_networks:
      'Las redes con direcciones públicas (de una universidad o una empresa) suelen aislar los dispositivos.',
    public_v6:
      'Es una dirección pública: sin un código de sala, solo el router deja fuera a desconocidos de internet.',
    mobile_only: 'Este equipo solo usa datos móviles, y ahí ningún otro dispositivo puede llegar hasta él.',
    no_address: ({ ip }) => `La red no le dio ninguna dirección a este equipo, que tomó por su cuenta ${ip}.`,
    inside_only:
      'Este equipo no comparte ninguna red con otros: solo está en una VPN o en redes dentro de sí mismo.',
    no_network: 'Este equipo no está en ninguna red.',
    also_at: ({ at }) => `También tiene ${at}.`,

    nowhere_to_try: 'No hay ninguna dirección en la que se pueda probar la sala.',
    answers: ({ addresses }) => `La sala responde a este equipo en ${addresses}.`,
    stranger_at: ({ address }) => `En ${address} responde otro programa.`,
    nothing_at: ({ address }) => `En ${address} no responde nada.`,
    no_answer_at: ({ address, seconds }) =>
      `Ni siquiera este equipo recibe respuesta de ${address} en ${seconds} s.`,
    failed_at: ({ address, cause }) => `Ni siquiera este equipo recibe respuesta de ${address}: ${cause}.`,

    came_in: ({ address }) => `Ningún firewall detiene a los invitados: ya llegó una conexión de ${address}.`,
    no_firewall_to_inspect: 'Sin una red no hay ningún firewall que comprobar.',
    all_open: ({ port }) => `Ningún firewall de este equipo detiene a los invitados en el puerto ${port}.`,
    lets_in: ({ firewall, port }) => `${firewall} deja entrar a los invitados por el puerto ${port}.`,
    lets_some_in: ({ firewall, port }) => `${firewall} solo deja entrar a algunos por el puerto ${port}.`,
    blocks: ({ firewall, port }) => `${firewall} bloquea el puerto ${port}.`,
    may_block: ({ firewall, port }) => `Puede que ${firewall} bloquee el puerto ${port}.`,
    off: ({ firewall }) => `${firewall} está desactivado.`,
    rules_hidden: ({ firewall }) =>
      `No se pudo comprobar ${firewall}: solo un administrador puede ver sus reglas.`,
    chain_blocks: ({ chain, port }) => `nftables bloquea el puerto ${port}, en su cadena «${chain}».`,
    chain_may_block: ({ chain, port }) =>
      `Puede que nftables bloquee el puerto ${port}, en su cadena «${chain}».`,
    likely_blocks: ({ firewall, port }) =>
      `${firewall} está activado y seguramente bloquea el puerto ${port}. No se pueden ver sus reglas.`,
    service_hidden: ({ service }) =>
      `Hay un firewall activado (${service}), y solo un administrador puede ver las reglas de firewall del núcleo.`,
    no_service:
      'No hay ningún servicio de firewall activado. Solo un administrador puede ver las reglas de firewall del núcleo.',
    kernel_hidden:
      'No se pudo comprobar un firewall: solo un administrador puede ver las reglas de firewall del núcleo.',
    unknown_system: 'Flatchat no puede comprobar el firewall de este sistema.',
    windows_unread: 'No se pudo comprobar el firewall de Windows: PowerShell no da información.',
    windows_open: ({ profile }) =>
      `El firewall de Windows deja entrar a todo el mundo en redes de tipo «${profile}».`,
    windows_blocks: 'El firewall de Windows tiene una regla que bloquea Flatchat.',
    windows_lets_in: ({ profile }) =>
      `El firewall de Windows permite Flatchat en redes de tipo «${profile}».`,
    windows_has_no_rule: ({ profile }) =>
      `El firewall de Windows no tiene ninguna regla que permita Flatchat en redes de tipo «${profile}».`,
    mac_unread: 'No se pudo comprobar el firewall de macOS: su programa no da información.',
    mac_off: 'El firewall de macOS está desactivado.',
    mac_blocks_all: 'El firewall de macOS bloquea todas las conexiones entrantes.',
    mac_blocks: 'El firewall de macOS bloquea Flatchat.',
    mac_lets_in: 'El firewall de macOS permite Flatchat.',
    mac_does_not_know: 'El firewall de macOS está activado y todavía no conoce Flatchat.',

    vpn_carries: ({ name }) => `El tráfico de este equipo pasa por una VPN (${name}).`,
    vpns_keep_apart: 'Muchas VPN aíslan un equipo de su propia red.',
    vpn_aside: ({ name }) =>
      `Hay una VPN activada (${name}), pero el tráfico de la red local no pasa por ella.`,
    no_vpn: 'En este equipo no hay ninguna VPN de por medio.',

    named: ({ name }) => `En la red, la sala se llama ${name}.`,
    android_names:
      'Muchos teléfonos Android no pueden resolver esos nombres. Para ellos, el código QR lleva una dirección.',
    mdns_port_taken: ({ cause }) =>
      `La sala no tiene nombre en la red: otro programa usa el puerto UDP 5353 y no lo comparte (${cause}).`,
    no_multicast: ({ cause }) => `La sala no tiene nombre en la red, que no acepta multidifusión: ${cause}.`,
    announcement_lost: 'La sala no tiene nombre en la red, que no acepta su anuncio.',
    not_announced: ({ cause }) => `La sala no tiene nombre en la red: ${cause}.`,
    addresses_work: 'Los enlaces con una dirección funcionan sin él, y también el código QR.',
  },

  advice: {
    choose_port_or_address: 'Elige otro puerto u otra dirección en los ajustes.',
    open_to_all: ({ port }) =>
      `Deja que todo el mundo en tus redes llegue a la sala: en los ajustes de la aplicación o, en flatchat-server, con --listen 0.0.0.0:${port}. Si FLATCHAT_LISTEN está definida, prevalece sobre ambos.`,
    share_again: 'Comparte la invitación otra vez: lleva el puerto nuevo.',
    publish_port: ({ port }) => `Inicia el contenedor con -p ${port}:${port} o con --network host.`,
    mirror_wsl:
      'En Windows, escribe networkingMode=mirrored debajo de [wsl2] en el archivo .wslconfig de tu carpeta de usuario y reinicia WSL: wsl --shutdown.',
    bridge_machine: 'En la configuración de la máquina virtual, pon su adaptador de red en modo puente.',
    one_router:
      'Conecta este equipo y los dispositivos de los invitados al mismo router wifi o al punto de acceso de un teléfono.',
    give_code:
      'Pon un código a la sala: quien conozca la dirección quizá pueda llegar a ella desde internet.',
    join_network:
      'Conéctalo a la wifi o al switch en que están los dispositivos de los invitados. También sirve el punto de acceso de un teléfono.',
    reconnect: 'Desconéctate de la red y vuelve a conectarte. Si no ayuda, reinicia el router.',
    firewall_first: 'Si un firewall de más abajo bloquea la sala, cambia eso primero y comprueba otra vez.',
    choose_port: 'Elige otro puerto en los ajustes.',
    reopen_room: 'Cierra la sala y vuelve a abrirla.',
    pause_vpn:
      'Si los invitados no pueden entrar, pon la VPN en pausa o permite en sus ajustes el acceso a la red local.',
    allow_mdns: 'Deja pasar el DNS de multidifusión (puerto UDP 5353) por el firewall de este equipo.',
    let_in: 'En un terminal, deja entrar a los invitados:',
    let_in_until_restart: 'En un terminal, deja entrar a los invitados hasta el próximo reinicio:',
    keep_rule: 'Para que siga así, añade la misma regla a /etc/nftables.conf.',
    see_ufw: 'O mira antes qué deja entrar:',
    see_rules: 'Míralas en un terminal:',
    windows_unblock: 'Como administrador, en PowerShell, quita la regla y permite Flatchat:',
    windows_private: 'Si esta es tu propia red, díselo a Windows (como administrador, en PowerShell):',
    windows_allow: 'Como administrador, en PowerShell, permite Flatchat:',
    mac_stop_blocking: 'Deja que los programas vuelvan a aceptar conexiones:',
    mac_let_in: 'Permite Flatchat:',
    mac_allow: 'Si macOS pregunta si Flatchat puede aceptar conexiones, elige «Permitir».',
    mac_allow_by_command: 'O permite Flatchat con un comando:',
  },

  place: (ip, card, kind) => (kind === null ? `${ip} (${card})` : `${ip} (${card}, ${kind})`),
  kinds: {
    wired: 'por cable',
    wifi: 'wifi',
    mobile: 'datos móviles',
    vpn: 'una VPN',
    virtual: 'dentro de este equipo, para contenedores o máquinas virtuales',
  },
  profiles: { domain: 'Dominio', private: 'Privada', public: 'Pública' },
};
