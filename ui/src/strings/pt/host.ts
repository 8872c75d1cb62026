// The words that only the host's window shows, in Portuguese (in Brazilian spelling).
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable, HostWords } from '../words';
import { doctor } from './doctor';

const count = counting('pt');

const host: HostWords = {
  greeting: {
    title: 'Abra a sua sala',
    lead: 'A sua rede ganha uma sala de chat.',
    join: 'Abrir a sala',
  },

  paused: {
    words: 'A sala está em pausa: ninguém pode entrar nem escrever.',
    resume: 'Retomar',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed'
      ? why
      : `Os convidados não conseguem entrar. ${why} Esta janela continua funcionando.`,

  setAside: {
    dismiss: 'Fechar este aviso',
    words: ({ cause, path, restored, new_code }): string => {
      const what = {
        broken: 'Não foi possível ler o arquivo de configurações.',
        newer: 'Uma versão mais nova do Flatchat gravou as configurações. Esta versão usa as que conhece.',
        partly: 'Algumas configurações não eram válidas. As outras são usadas.',
        gone: 'O arquivo de configurações não estava lá.',
      }[cause];
      const instead = restored
        ? {
            broken: 'A última cópia boa dele é usada.',
            newer: '',
            partly: 'As que não eram válidas têm os seus últimos valores bons.',
            gone: 'A última cópia boa dele é usada.',
          }[cause]
        : {
            broken: 'Todas as configurações têm os valores padrão.',
            newer: '',
            partly: 'As que não eram válidas têm os valores padrão.',
            gone: '',
          }[cause];
      const code = new_code
        ? 'A sala talvez tivesse um código, por isso agora tem um novo. Ele está nas configurações.'
        : '';
      const where = path === null ? '' : `O arquivo antigo é ${path}.`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'Menu',
    showFile: 'Mostrar o chat.txt na pasta',
    export: 'Exportar…',
    rooms: 'Abrir outra sala…',
    nearby: 'Salas por perto…',
    pause: 'Pausar a sala',
    resume: 'Retomar a sala',
    zoom: 'Zoom',
    smaller: 'Menor',
    larger: 'Maior',
    usualSize: (now) => `Tamanho normal, agora ${now}`,
    fullScreen: 'Tela cheia',
    guide: 'Guia',
    about: 'Sobre o Flatchat',
    quit: 'Sair',
  },

  rooms: {
    title: 'Salas',
    here: 'Esta sala',
    show: 'Mostrar o chat.txt na pasta',
    recent: 'Abertas antes',
    open: (title) => `Abrir ${title}`,
    choose: 'Escolher uma pasta…',
    help: 'Uma sala é uma pasta com um chat.txt. Uma pasta sem ele vira uma sala nova. Se você abrir outra sala, esta fecha para os convidados.',
    leave: 'Fechar esta sala?',
    leaveWords: (guests) =>
      count(guests, {
        one: 'Há # convidado nesta sala. Se você abrir outra, ele terá que sair.',
        other: 'Há # convidados nesta sala. Se você abrir outra, todos terão que sair.',
      }),
    leaveYes: 'Fechar e continuar',
    leaveNo: 'Ficar nesta sala',
  },

  export: {
    title: 'Exportar a sala',
    formats: {
      html: {
        name: 'Uma página',
        use: 'Abre em qualquer navegador, também sem internet, e permite buscar. Para pessoas.',
      },
      markdown: { name: 'Markdown', use: 'Um texto para ler, imprimir ou incluir em outros documentos.' },
      json_lines: {
        name: 'Linhas JSON',
        use: 'Uma entrada por linha, com as suas edições e reações. Para programas.',
      },
      log: {
        name: 'chat.txt',
        use: 'Uma cópia exata do registro. O Flatchat pode abri-la de novo como sala.',
      },
    },
    help: 'Tudo o que foi dito até agora vai para um só arquivo, sem o texto das mensagens apagadas.',
    saving: 'Escolha um lugar. Salas longas levam um momento…',
    saved: (name) => `Salvo como ${name}`,
    show: 'Mostrar na pasta',
  },

  about: {
    title: 'Sobre',
    version: (version, engine) => [`Versão ${version}`, engine].filter(Boolean).join(' · '),
    what: 'Uma sala de chat para a sua rede. Tudo o que é dito é uma linha em um só arquivo de texto, que é seu.',
    licence: 'Software livre sob a licença MIT ou a licença Apache 2.0, à sua escolha.',
    licences: 'Licenças de todas as partes',
  },

  doctor: {
    open: 'Não conseguem entrar?',
    title: 'Por que não conseguem entrar?',
    running: 'Seguindo o caminho de um convidado até a sala…',
    found: (n) =>
      count(n, {
        one: '# passo impede os convidados de entrar.',
        other: '# passos impedem os convidados de entrar.',
      }),
    nothingFound: 'Nada foi encontrado neste computador que impeça os convidados de entrar.',
    again: 'Verificar de novo',
    more: 'Detalhes',
    helps: 'O que ajuda',
    gone: 'Isto não é mais um problema:',
    steps: 'Todos os passos de um convidado até a sala',
    command: 'Comando',
    verdicts: { good: 'Certo', problem: 'Problema', unclear: 'Incerto' },
    live: 'Agora tente com um telefone',
    waiting: 'Esperando o primeiro pacote de outro dispositivo…',
    hints: [
      'Conecte o telefone ao mesmo Wi-Fi que este computador, e não a um Wi-Fi de visitantes, que isola os dispositivos uns dos outros. Desligue os dados móveis.',
      'Abra o link com http:// na frente. Se o navegador obriga a usar https, permita http para este endereço.',
    ],
    reached: {
      connected: 'chegou a este computador.',
      page: 'abriu a página.',
      joined: 'está na sala.',
    },
    onlyConnected:
      'Se nada mais acontecer, o navegador está tentando usar https. O endereço precisa começar com http://.',
  },

  nearby: {
    title: 'Salas por perto',
    lead: 'Salas que outras pessoas abriram nesta rede. Cada uma abre na sua própria janela.',
    none: 'Nenhuma outra sala por enquanto.',
    noneHelp:
      'Uma sala aparece aqui assim que o anfitrião a abre. Se a rede isola os computadores uns dos outros, peça um link ao anfitrião.',
    code: 'pede um código',
    open: 'aberta a todo mundo',
    gone: 'não está mais aqui',
  },

  settings: {
    lead: 'As mudanças valem na hora.',
    applied: 'Alterado.',
    failed: (why) => `Não foi possível mostrar as configurações. ${why}`,

    room: 'Sala',
    roomTitle: 'Título da sala',
    roomTitleHelp: 'Aparece no topo da página de todo mundo.',
    roomTitleBad: 'A sala precisa de um título.',
    code: 'Código da sala',
    codeHelp: 'Os convidados precisam dele para entrar. Deixe vazio para uma sala aberta.',
    maxGuests: 'Máximo de convidados',
    maxGuestsHelp: (here) =>
      `Quantos convidados podem estar na sala ao mesmo tempo, sem contar você. ${here === 0 ? 'Agora não há nenhum.' : count(here, { other: 'Agora há # na sala.' })}`,
    maxGuestsBad: 'Digite um número inteiro.',
    maxFile: 'Maior arquivo (MB)',
    maxFileHelp: 'O tamanho máximo de um arquivo compartilhado aqui.',
    maxFiles: 'Todos os arquivos juntos (MB)',
    maxFilesHelp:
      'Quanto espaço do seu disco os arquivos compartilhados podem ocupar. Os que já estão aqui ficam.',
    megabytesBad: 'Digite um número inteiro a partir de 1.',

    network: 'Rede',
    port: 'Porta',
    portHelp: (bound) =>
      `Deixe vazio para usar qualquer porta livre.${bound === null ? '' : ` Em uso agora: ${bound}.`}`,
    portBad: 'Digite um número inteiro de 1 a 65535, ou nada.',
    listen: 'Quem pode chegar à sala',
    listenHelp: 'Escolha uma só rede para deixar os outros de fora.',
    listenAll: 'Todo mundo nas suas redes',
    listenThisComputer: 'Só este computador',
    listenAddress: (ip, card) => `Só por ${ip} (${card})`,
    listenAddressGone: (ip) => `Só por ${ip} (ausente agora)`,
    fixed: (listen) => `FLATCHAT_LISTEN=${listen} foi definida na inicialização, e é isso que vale.`,
    localName: 'Nome na rede',
    localNameHelp:
      'Os convidados também podem abrir este nome seguido de “.local”. Use letras, números e hifens. Vazio quer dizer flatchat.',
    allowedHosts: 'Outros nomes da sala',
    allowedHostsHelp:
      'Nomes com que um proxy ou o seu roteador oferece a sala, como chat.example, separados por vírgulas. Permita só nomes dados por você.',
    announce: 'Anunciar a sala',
    announceHelp: 'As pessoas nas suas redes encontram a sala sem um link.',

    me: 'Eu',
    name: 'Seu nome',
    nameHelp: 'Os outros o veem ao lado das suas mensagens.',
    themeHelp: 'Vale para a sua janela. Os convidados escolhem a deles.',
    notifications: 'Notificações',
    notificationsHelp: 'Aparecem na área de trabalho enquanto você usa outra janela.',
    notificationChoices: { all: 'Todas as mensagens', mentions: 'Com o meu nome', none: 'Nenhuma' },

    desktop: 'Área de trabalho',
    autostart: 'Iniciar com o computador',
    autostartHelp: 'A sala abre quando você inicia a sessão, sem a janela.',
    tray: 'Continuar na bandeja',
    trayHelp:
      'Se a área de trabalho tem uma bandeja do sistema, a sala continua aberta quando você fecha a janela.',
    keepAwake: 'Não suspender com convidados',
    keepAwakeHelp:
      'Enquanto há convidados, e por um minuto depois, este computador não entra em suspensão sozinho. A tela pode se apagar.',

    languageOfSystem: 'O do computador',
    languageHelp: 'Vale para a sua janela, a bandeja e as notificações. Os convidados escolhem o deles.',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'A sala precisa de um título.',
    too_long: ({ most }) => `O título pode ter no máximo ${most} caracteres. Encurte-o.`,
  },
  bad_code: {
    empty: 'O código não pode ficar vazio. Digite pelo menos um caractere.',
    too_long: ({ most }) => `O código pode ter no máximo ${most} caracteres. Encurte-o.`,
    control: 'O código não pode ter caracteres de controle. Tire-os.',
  },
  bad_max_guests: ({ most }) => `Uma sala aceita de 1 a ${most} convidados. Escolha um número entre esses.`,
  bad_local_name: {
    empty: 'O nome na rede não pode ficar vazio. Digite pelo menos uma letra.',
    too_long: ({ most }) => `O nome na rede pode ter no máximo ${most} caracteres. Encurte-o.`,
    letters: 'O nome na rede só pode ter letras de “a” a “z”, números e hifens.',
    hyphen: 'O nome na rede precisa começar e terminar com uma letra ou um número.',
  },
  bad_host_name: {
    address: 'Escreva só o nome, como chat.example, sem http:// e sem /.',
    wildcard: 'Escreva cada nome por inteiro. O * não substitui outros.',
    not_ascii:
      'Escreva o nome como os navegadores o enviam. Copie-o da barra de endereços: ele começa com xn--.',
    port: 'Escreva o nome sem a porta. Ele é permitido em todas as portas.',
    not_a_name: 'Isso não é um nome de servidor. Escreva um como chat.example.',
  },
  export_failed: 'A exportação falhou. Tente de novo.',
  export_full: 'O disco está cheio. Libere espaço ou escolha outro lugar.',
  export_interrupted: 'O arquivo chat.txt foi substituído durante a exportação. Tente de novo.',
  export_over_room: 'A sala guarda os seus próprios arquivos nesta pasta. Escolha outro nome ou outra pasta.',
  export_unwritable: ({ cause }) =>
    cause
      ? `Não foi possível gravar o arquivo ali: ${cause.replace(/[.\s]+$/, '')}. Escolha outro lugar.`
      : 'Não dá para gravar um arquivo ali. Escolha outro lugar.',
};

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}: ${cause.replace(/[.\s]+$/, '')}.`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('Esta pasta não pode ser usada', problem),
  bad_link: 'Este link não pode ser aberto.',
  cannot_listen: {
    variable: ({ value }) =>
      `A variável ${value} não é um endereço para escutar. Exemplos: 192.168.1.5:8765, localhost, 8765.`,
    no_such_address: ({ value }) =>
      `Este computador não tem o endereço ${value} agora. Escolha outro nas configurações.`,
    os: (problem) => because(`A sala não consegue usar o endereço ${problem.value}`, problem),
  },
  cannot_open: {
    file: (problem) => because(`Não foi possível abrir ${problem.value}`, problem),
    no_link: ({ value }) => `Não foi possível abrir “${value}”: nenhum link leva até lá.`,
    not_a_file: ({ value }) => `${value} não é um arquivo. Mova-o para outro lugar ou escolha outra pasta.`,
    room_in_use: ({ value, cause }) =>
      `A pasta ${value} está em uso por ${cause}. Feche-o primeiro ou escolha outra pasta.`,
    room_not_there: ({ value }) =>
      `A pasta ${value} da sua última sala não está disponível, por isso outra sala foi aberta. Na próxima inicialização, uma nova tentativa será feita.`,
    room_unusable: (problem) => because(`Não foi possível abrir a sala em ${problem.value}`, problem),
    window: (problem) => because(`Não foi possível abrir “${problem.value}” em uma janela`, problem),
  },
  cannot_search: (problem) => because('Este computador não consegue procurar salas', problem),
  no_autostart: (problem) => because('A área de trabalho não permite isso', problem),
  no_export: 'Nada foi exportado ainda.',
  no_full_screen: (problem) => because('A janela não consegue ocupar a tela inteira', problem),
  no_guide: (problem) => because('Não foi possível mostrar o guia', problem),
  no_licences: 'Esta versão não traz o arquivo de licenças.',
  no_offer: 'Este arquivo não está mais disponível. Escolha-o de novo.',
  not_saved: (problem) => because('Não dá para salvar o arquivo ali', problem),
  no_place: (problem) => because('Não dá para gravar um arquivo ali', problem),
  no_room: 'Nenhuma sala está aberta ainda. Tente de novo daqui a pouco.',
  no_zoom: (problem) => because('Não foi possível mudar o tamanho da página', problem),
  port_missed: ({ value, suggestion }) =>
    `A porta ${value} está em uso, por isso a sala está agora na ${suggestion}.`,
  port_taken: ({ value }) => `Outro programa está usando a porta ${value}. Escolha outra nas configurações.`,
  settings_not_kept: (problem) => because('Não foi possível guardar as configurações', problem),
  unknown_room: 'O Flatchat não conhece mais esta sala. Escolha a pasta dela.',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
