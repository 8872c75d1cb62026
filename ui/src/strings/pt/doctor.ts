// What the join doctor says, in Portuguese (in Brazilian spelling).
import type { DoctorWords } from '../finding';

export const doctor: DoctorWords = {
  findings: {
    not_open: 'A sala não está aberta na rede.',
    this_computer_only: ({ address }) =>
      `A sala só responde em ${address}, e só este computador chega até lá.`,
    address_gone: ({ ip }) => `A sala só responde em ${ip}, e este computador não tem mais esse endereço.`,
    port_missed: ({ missed, port }) => `A porta ${missed} estava ocupada: a sala está na porta ${port}.`,
    old_links: 'Links e códigos QR com a porta antiga não funcionam mais.',
    open: ({ port }) => `A sala está aberta na porta ${port}, em todos os endereços.`,
    open_v4: ({ port }) => `A sala está aberta na porta ${port}, em todos os endereços IPv4.`,
    open_v6: ({ port }) => `A sala está aberta na porta ${port}, em todos os endereços IPv6.`,
    open_at: ({ address }) => `A sala está aberta em ${address} e em nenhum outro lugar.`,

    found_at: ({ at }) => `Os convidados na mesma rede encontram a sala em ${at}.`,
    in_container: ({ at }) =>
      `Isto é um contêiner com o endereço ${at}: os convidados só chegam a ele se o computador em que ele roda repassar a porta.`,
    in_wsl: ({ at }) =>
      `O WSL tem o endereço ${at} em uma rede própria: só este computador com Windows chega a ele.`,
    in_virtual_machine: ({ at }) =>
      `Esta máquina virtual tem o endereço ${at}, atrás da tradução de endereços (NAT) do computador dela: outros dispositivos não chegam a ela.`,
    shared_address: ({ at }) =>
      `Este computador tem o endereço ${at}, dos que um provedor compartilha entre vários clientes.`,
    shared_alone: 'Com um endereço assim, em geral não há outros dispositivos na mesma rede.',
    public_address: ({ at }) => `Este computador tem o endereço ${at}, que é público.`,
    public_networks:
      'Redes com endereços públicos (de uma universidade ou empresa) costumam isolar os dispositivos.',
    public_v6: 'É um endereço público: sem um código da sala, só o roteador barra desconhecidos da internet.',
    mobile_only:
      'Este computador só usa dados móveis, e ali nenhum outro dispositivo consegue chegar até ele.',
    no_address: ({ ip }) =>
      `A rede não deu nenhum endereço a este computador, que pegou ${ip} por conta própria.`,
    inside_only:
      'Este computador não está em nenhuma rede com outros, só em uma VPN ou em redes dentro dele mesmo.',
    no_network: 'Este computador não está em nenhuma rede.',
    also_at: ({ at }) => `Ele também tem ${at}.`,

    nowhere_to_try: 'Não há nenhum endereço em que a sala possa ser testada.',
    answers: ({ addresses }) => `A sala responde a este computador em ${addresses}.`,
    stranger_at: ({ address }) => `Outro programa responde em ${address}.`,
    nothing_at: ({ address }) => `Nada responde em ${address}.`,
    no_answer_at: ({ address, seconds }) =>
      `Nem este computador recebe resposta de ${address} em ${seconds} s.`,
    failed_at: ({ address, cause }) => `Nem este computador recebe resposta de ${address}: ${cause}.`,

    came_in: ({ address }) => `Nenhum firewall barra os convidados: já chegou uma conexão de ${address}.`,
    no_firewall_to_inspect: 'Sem uma rede, não há firewall para verificar.',
    all_open: ({ port }) => `Nenhum firewall deste computador barra os convidados na porta ${port}.`,
    lets_in: ({ firewall, port }) => `${firewall} deixa os convidados entrar pela porta ${port}.`,
    lets_some_in: ({ firewall, port }) => `${firewall} só deixa alguns entrar pela porta ${port}.`,
    blocks: ({ firewall, port }) => `${firewall} bloqueia a porta ${port}.`,
    may_block: ({ firewall, port }) => `Talvez ${firewall} bloqueie a porta ${port}.`,
    off: ({ firewall }) => `${firewall} está desligado.`,
    rules_hidden: ({ firewall }) =>
      `Não foi possível verificar ${firewall}: só um administrador pode ver as regras dele.`,
    chain_blocks: ({ chain, port }) => `nftables bloqueia a porta ${port}, na cadeia “${chain}”.`,
    chain_may_block: ({ chain, port }) => `Talvez nftables bloqueie a porta ${port}, na cadeia “${chain}”.`,
    likely_blocks: ({ firewall, port }) =>
      `${firewall} está ligado e provavelmente bloqueia a porta ${port}. Não dá para ver as regras dele.`,
    service_hidden: ({ service }) =>
      `Há um firewall ligado (${service}), e só um administrador pode ver as regras de firewall do kernel.`,
    no_service:
      'Nenhum serviço de firewall está ligado. Só um administrador pode ver as regras de firewall do kernel.',
    kernel_hidden:
      'Não foi possível verificar um firewall: só um administrador pode ver as regras de firewall do kernel.',
    unknown_system: 'O Flatchat não consegue verificar o firewall deste sistema.',
    windows_unread: 'Não foi possível verificar o firewall do Windows: o PowerShell não dá informações.',
    windows_open: ({ profile }) =>
      `O firewall do Windows deixa todo mundo entrar em redes do tipo “${profile}”.`,
    windows_blocks: 'O firewall do Windows tem uma regra que bloqueia o Flatchat.',
    windows_lets_in: ({ profile }) =>
      `O firewall do Windows permite o Flatchat em redes do tipo “${profile}”.`,
    windows_has_no_rule: ({ profile }) =>
      `O firewall do Windows não tem nenhuma regra que permita o Flatchat em redes do tipo “${profile}”.`,
    mac_unread: 'Não foi possível verificar o firewall do macOS: o programa dele não dá informações.',
    mac_off: 'O firewall do macOS está desligado.',
    mac_blocks_all: 'O firewall do macOS bloqueia todas as conexões de entrada.',
    mac_blocks: 'O firewall do macOS bloqueia o Flatchat.',
    mac_lets_in: 'O firewall do macOS permite o Flatchat.',
    mac_does_not_know: 'O firewall do macOS está ligado e ainda não conhece o Flatchat.',

    vpn_carries: ({ name }) => `O tráfego deste computador passa por uma VPN (${name}).`,
    vpns_keep_apart: 'Muitas VPNs isolam o computador da própria rede.',
    vpn_aside: ({ name }) => `Há uma VPN ligada (${name}), mas o tráfego da rede local não passa por ela.`,
    no_vpn: 'Nenhuma VPN atrapalha neste computador.',

    named: ({ name }) => `Na rede, a sala se chama ${name}.`,
    android_names:
      'Muitos telefones Android não conseguem resolver esses nomes. Para eles, o código QR traz um endereço.',
    mdns_port_taken: ({ cause }) =>
      `A sala não tem nome na rede: outro programa usa a porta UDP 5353 e não a compartilha (${cause}).`,
    no_multicast: ({ cause }) => `A sala não tem nome na rede, que não aceita multicast: ${cause}.`,
    announcement_lost: 'A sala não tem nome na rede, que não aceita o anúncio dela.',
    not_announced: ({ cause }) => `A sala não tem nome na rede: ${cause}.`,
    addresses_work: 'Links com um endereço funcionam sem ele, e o código QR também.',
  },

  advice: {
    choose_port_or_address: 'Escolha outra porta ou outro endereço nas configurações.',
    open_to_all: ({ port }) =>
      `Deixe todo mundo nas suas redes chegar à sala: nas configurações do aplicativo ou, no flatchat-server, com --listen 0.0.0.0:${port}. Se FLATCHAT_LISTEN estiver definida, prevalece sobre os dois.`,
    share_again: 'Compartilhe o convite de novo: ele traz a porta nova.',
    publish_port: ({ port }) => `Inicie o contêiner com -p ${port}:${port} ou com --network host.`,
    mirror_wsl:
      'No Windows, escreva networkingMode=mirrored abaixo de [wsl2] no arquivo .wslconfig da sua pasta de usuário e reinicie o WSL: wsl --shutdown.',
    bridge_machine: 'Nas configurações da máquina virtual, coloque o adaptador de rede em modo bridge.',
    one_router:
      'Conecte este computador e os dispositivos dos convidados ao mesmo roteador Wi-Fi ou ao ponto de acesso de um telefone.',
    give_code: 'Dê um código à sala: quem conhece o endereço talvez consiga chegar até ela pela internet.',
    join_network:
      'Conecte-o ao Wi-Fi ou ao switch em que estão os dispositivos dos convidados. O ponto de acesso de um telefone também serve.',
    reconnect: 'Desconecte-se da rede e conecte-se de novo. Se não ajudar, reinicie o roteador.',
    firewall_first: 'Se um firewall mais abaixo bloqueia a sala, mude isso primeiro e verifique de novo.',
    choose_port: 'Escolha outra porta nas configurações.',
    reopen_room: 'Feche a sala e abra de novo.',
    pause_vpn:
      'Se os convidados não conseguem entrar, pause a VPN ou permita nas configurações dela o acesso à rede local.',
    allow_mdns: 'Deixe o DNS multicast (porta UDP 5353) passar pelo firewall deste computador.',
    let_in: 'Em um terminal, deixe os convidados entrar:',
    let_in_until_restart: 'Em um terminal, deixe os convidados entrar até a próxima reinicialização:',
    keep_rule: 'Para que continue assim, adicione a mesma regra a /etc/nftables.conf.',
    see_ufw: 'Ou veja primeiro o que ele deixa entrar:',
    see_rules: 'Veja as regras em um terminal:',
    windows_unblock: 'Como administrador, no PowerShell, tire a regra e permita o Flatchat:',
    windows_private:
      'Se esta é a sua própria rede, diga isso ao Windows (como administrador, no PowerShell):',
    windows_allow: 'Como administrador, no PowerShell, permita o Flatchat:',
    mac_stop_blocking: 'Deixe os programas aceitar conexões de novo:',
    mac_let_in: 'Permita o Flatchat:',
    mac_allow: 'Se o macOS perguntar se o Flatchat pode aceitar conexões, escolha “Permitir”.',
    mac_allow_by_command: 'Ou permita o Flatchat com um comando:',
  },

  place: (ip, card, kind) => (kind === null ? `${ip} (${card})` : `${ip} (${card}, ${kind})`),
  kinds: {
    wired: 'por cabo',
    wifi: 'Wi-Fi',
    mobile: 'dados móveis',
    vpn: 'uma VPN',
    virtual: 'dentro deste computador, para contêineres ou máquinas virtuais',
  },
  profiles: { domain: 'Domínio', private: 'Privada', public: 'Pública' },
};
