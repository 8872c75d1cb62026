// What the join doctor says, in English. Rust says the same in terminals: doctor/src/finding.rs.
import type { DoctorWords } from '../finding';

export const doctor: DoctorWords = {
  findings: {
    not_open: 'The room is not open to the network.',
    this_computer_only: ({ address }) => `The room listens on ${address}: only this computer can reach that.`,
    address_gone: ({ ip }) => `The room listens on ${ip}, and this computer no longer has that address.`,
    port_missed: ({ missed, port }) => `Port ${missed} was taken: the room is on port ${port}.`,
    old_links: 'Links and QR codes with the old port no longer work.',
    open: ({ port }) => `The room is open on port ${port}, at all addresses.`,
    open_v4: ({ port }) => `The room is open on port ${port}, at all IPv4 addresses.`,
    open_v6: ({ port }) => `The room is open on port ${port}, at all IPv6 addresses.`,
    open_at: ({ address }) => `The room is open on ${address}, and nowhere else.`,

    found_at: ({ at }) => `Guests on the same network find the room at ${at}.`,
    in_container: ({ at }) =>
      `This is a container at ${at}: guests reach it only if the computer around it passes its port on.`,
    in_wsl: ({ at }) =>
      `WSL is at ${at}, in a network of its own: only this Windows computer reaches it there.`,
    in_virtual_machine: ({ at }) =>
      `This virtual machine is at ${at}, behind the address translation (NAT) of its host: other devices do not reach it there.`,
    shared_address: ({ at }) =>
      `This computer is at ${at}: an address that a provider shares among customers.`,
    shared_alone: 'With such an address, there are usually no other devices on the same network.',
    public_address: ({ at }) => `This computer is at ${at}: a public address.`,
    public_networks: 'Networks with public addresses (of a campus or a company) often keep devices apart.',
    public_v6:
      'It is a public address: without a room code, only the router keeps strangers on the internet out.',
    mobile_only: 'This computer is on mobile data only, where no other device can reach it.',
    no_address: ({ ip }) => `The network gave this computer no address; it took ${ip} by itself.`,
    inside_only: 'This computer is on no network that others are on, only on networks inside it or on a VPN.',
    no_network: 'This computer is on no network.',
    also_at: ({ at }) => `It also has ${at}.`,

    nowhere_to_try: 'There is no address at which the room could be tried.',
    answers: ({ addresses }) => `It answers requests from this computer at ${addresses}.`,
    stranger_at: ({ address }) => `Another program answers at ${address}.`,
    nothing_at: ({ address }) => `Nothing listens at ${address}.`,
    no_answer_at: ({ address, seconds }) =>
      `This computer itself gets no answer at ${address} within ${seconds} s.`,
    failed_at: ({ address, cause }) => `This computer itself gets no answer at ${address}: ${cause}.`,

    came_in: ({ address }) => `No firewall stops guests: ${address} came in.`,
    no_firewall_to_inspect: 'Without a network there is no firewall to inspect.',
    all_open: ({ port }) => `No firewall on this computer stops guests at port ${port}.`,
    lets_in: ({ firewall, port }) => `${firewall} lets guests in at port ${port}.`,
    lets_some_in: ({ firewall, port }) => `${firewall} lets only some in at port ${port}.`,
    blocks: ({ firewall, port }) => `${firewall} blocks port ${port}.`,
    may_block: ({ firewall, port }) => `${firewall} may block port ${port}.`,
    off: ({ firewall }) => `${firewall} is off.`,
    rules_hidden: ({ firewall }) =>
      `${firewall} could not be inspected: only an administrator may see its rules.`,
    chain_blocks: ({ chain, port }) => `nftables blocks port ${port}, in its chain “${chain}”.`,
    chain_may_block: ({ chain, port }) => `nftables may block port ${port}, in its chain “${chain}”.`,
    likely_blocks: ({ firewall, port }) =>
      `${firewall} is on and likely blocks port ${port}; its rules cannot be seen.`,
    service_hidden: ({ service }) =>
      `A firewall is on (${service}), and only an administrator may see the kernel’s firewall rules.`,
    no_service: 'No firewall service is on; only an administrator may see the kernel’s firewall rules.',
    kernel_hidden:
      'A firewall could not be inspected: only an administrator may see the kernel’s firewall rules.',
    unknown_system: 'Flatchat cannot inspect this system’s firewall.',
    windows_unread: 'Windows’ firewall could not be inspected: PowerShell gives no information.',
    windows_open: ({ profile }) => `Windows’ firewall lets everybody in on ${profile} networks.`,
    windows_blocks: 'Windows’ firewall has a rule that blocks Flatchat.',
    windows_lets_in: ({ profile }) => `Windows’ firewall lets Flatchat in on ${profile} networks.`,
    windows_has_no_rule: ({ profile }) =>
      `Windows’ firewall has no rule that lets Flatchat in on ${profile} networks.`,
    mac_unread: 'macOS’ firewall could not be inspected: its program gives no information.',
    mac_off: 'macOS’ firewall is off.',
    mac_blocks_all: 'macOS’ firewall blocks all incoming connections.',
    mac_blocks: 'macOS’ firewall blocks Flatchat.',
    mac_lets_in: 'macOS’ firewall lets Flatchat in.',
    mac_does_not_know: 'macOS’ firewall is on, and does not know Flatchat yet.',

    vpn_carries: ({ name }) => `A VPN (${name}) carries this computer’s traffic.`,
    vpns_keep_apart: 'Many VPNs keep a computer apart from its own network.',
    vpn_aside: ({ name }) => `A VPN (${name}) is on, but does not carry the traffic of the local network.`,
    no_vpn: 'No VPN is in the way on this computer.',

    named: ({ name }) => `On the network, the room is ${name}.`,
    android_names: 'Many Android phones cannot resolve such names. The QR code has an address for them.',
    mdns_port_taken: ({ cause }) =>
      `The room has no name on the network: another program uses UDP port 5353 and does not share it (${cause}).`,
    no_multicast: ({ cause }) =>
      `The room has no name on the network, which does not accept multicast: ${cause}.`,
    announcement_lost: 'The room has no name on the network, which does not take the announcement.',
    not_announced: ({ cause }) => `The room has no name on the network: ${cause}.`,
    addresses_work: 'Links with an address work without it; so does the QR code.',
  },

  advice: {
    choose_port_or_address: 'Choose another port or address in the settings.',
    open_to_all: ({ port }) =>
      `Let everyone on your networks reach it: in the app’s settings, or with --listen 0.0.0.0:${port} for flatchat-server. FLATCHAT_LISTEN, if it is set, wins over both.`,
    share_again: 'Share the invitation again: it has the new port.',
    publish_port: ({ port }) => `Start the container with -p ${port}:${port}, or with --network host.`,
    mirror_wsl:
      'In Windows, write networkingMode=mirrored below [wsl2] in the file .wslconfig of your user folder, and restart WSL: wsl --shutdown.',
    bridge_machine: 'In the settings of the virtual machine, make its network adapter a bridged one.',
    one_router:
      'Connect this computer and the guests’ devices to one Wi-Fi router, or to one phone’s hotspot.',
    give_code: 'Give the room a code: people on the internet who know the address may be able to reach it.',
    join_network:
      'Connect it to the Wi-Fi or the switch that the guests’ devices are on; a phone’s hotspot works, too.',
    reconnect: 'Disconnect from the network and connect again; if that does not help, restart the router.',
    firewall_first: 'If a firewall below blocks the room, change that first, and check again.',
    choose_port: 'Choose another port in the settings.',
    reopen_room: 'Close the room and open it again.',
    pause_vpn: 'If guests cannot join, pause the VPN, or allow access to the local network in its settings.',
    allow_mdns: 'Let multicast DNS (UDP port 5353) through this computer’s firewall.',
    let_in: 'In a terminal, let guests in:',
    let_in_until_restart: 'In a terminal, let guests in until the next restart:',
    keep_rule: 'To keep it, add the same rule to /etc/nftables.conf.',
    see_ufw: 'Or first see what it lets in:',
    see_rules: 'See them in a terminal:',
    windows_unblock: 'As an administrator, in PowerShell, take the rule away and let Flatchat in:',
    windows_private: 'If this is your own network, tell Windows so (as an administrator, in PowerShell):',
    windows_allow: 'As an administrator, in PowerShell, let Flatchat in:',
    mac_stop_blocking: 'Let programs take connections again:',
    mac_let_in: 'Let Flatchat in:',
    mac_allow: 'If macOS asks whether Flatchat may take connections, choose Allow.',
    mac_allow_by_command: 'Or let Flatchat in by a command:',
  },

  place: (ip, card, kind) => (kind === null ? `${ip} (${card})` : `${ip} (${card}, ${kind})`),
  kinds: {
    wired: 'by cable',
    wifi: 'Wi-Fi',
    mobile: 'mobile data',
    vpn: 'a VPN',
    virtual: 'inside this computer, for containers or virtual machines',
  },
  profiles: { domain: 'domain', private: 'private', public: 'public' },
};
