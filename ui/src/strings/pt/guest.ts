// The words that guests can see, in Portuguese (in Brazilian spelling).
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { GuestCode } from '../en/refusals';
import type { Parts } from '../parts';
import { wordsOf, type WordsByCode } from '../refusal';
import type {
  ActionWords,
  EarlyWords,
  FileWords,
  GuestTable,
  PageWords,
  PickerWords,
  SharingWords,
} from '../words';

const count = counting('pt');

const bytes = (n: number) => count(n, { one: '# byte', many: '# de bytes', other: '# bytes' });

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}, linha ${problem.line}, caractere ${problem.column}`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (n = 0) => (n < 1e6 ? bytes(n) : `${Math.floor(n / 1e6)} MB`);

const notUnderstood = 'A sala não entendeu o que esta página enviou. Recarregue a página.';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) =>
    `Alguém aqui já tem esse nome, ou um muito parecido. Tente “${suggestion}”.`,
  bad_name: {
    empty: 'Digite um nome.',
    too_long: ({ most }) => `O nome pode ter no máximo ${most} caracteres. Escolha um mais curto.`,
    colon: 'O nome não pode ter dois-pontos. Tire-os.',
    unshowable: (problem) =>
      `O nome tem um caractere que não pode ser mostrado (${unicode(problem)}). Tire-o.`,
    invisible: (problem) =>
      `O nome tem um caractere invisível no meio (${unicode(problem)}). Digite o nome de novo, sem colar.`,
    loose_mark: (problem) =>
      `O nome tem um acento sem letra (${unicode(problem)}). Coloque-o depois de uma letra ou tire-o.`,
    too_many_marks: 'O nome tem acentos demais em uma só letra. Tire alguns.',
  },
  bad_text: {
    empty: 'A mensagem está vazia. Escreva algo primeiro.',
    control: (problem) =>
      `A mensagem tem um caractere de controle (${spot(problem)}). Tire-o e envie de novo.`,
    wrongly_converted: (problem) =>
      `A mensagem tem um caractere mal convertido (${spot(problem)}). Provavelmente era “${problem.suggestion}”. Digite-o ali e envie de novo.`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? 'Isso é mais do que esta sala aceita de uma vez. Envie em partes.'
      : `A mensagem passa de ${most / 1024} KiB. Envie em partes.`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: 'Digite uma ou mais palavras para buscar, com no máximo 256 bytes.',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'O disco do computador anfitrião não responde. Tente mais tarde.',
  disk_full: 'O disco está cheio. Libere espaço no computador anfitrião e tente de novo.',
  file_in_use:
    'Outro programa mantém um arquivo da sala só para si. Feche-o no computador anfitrião e envie de novo.',
  join_first: 'Entre na sala primeiro.',
  code_required: 'Esta sala pede um código. Entre com ele primeiro.',
  wrong_code: 'Esse não é o código da sala. Pergunte ao anfitrião ou escaneie o código QR de novo.',
  restarted: 'A sala foi reiniciada. Antes de enviar de novo, veja se isto já foi enviado.',
  closing: 'A sala está fechando.',
  bad_ticket: 'Este acesso já foi usado ou expirou. Entre de novo.',
  no_session: 'O computador anfitrião não consegue deixar você entrar agora. Tente mais tarde.',
  key_reused: 'A sala confundiu isto com outra mensagem. Envie de novo.',
  bad_cursor: 'Esta página perdeu o seu lugar na conversa. Recarregue a página.',
  log_rewritten: 'A conversa foi reescrita. Recarregue a página.',
  other_session: 'Outra pessoa já está na sala por este navegador.',
  too_fast: ({ after_secs }) => `Foi muita coisa de uma vez. Tente de novo em ${after_secs} s.`,
  too_busy:
    'Já há buscas em andamento, suas ou de alguém com o mesmo endereço de rede. Tente de novo quando terminarem.',
  too_slow: 'O envio demorou demais. Tente de novo.',
  too_many_connections:
    'Há conexões demais, do seu endereço de rede ou no total. Feche algumas ou tente mais tarde.',
  too_many_downloads: 'Há downloads demais no momento. Tente de novo quando um deles terminar.',
  busy: 'Há tráfego demais, com o seu endereço de rede ou no total. Tente de novo daqui a pouco.',
  wrong_host: 'A sala não responde neste endereço. Peça outro link ao anfitrião.',
  wrong_origin: 'Uma página de outro site não pode escrever nesta sala. Abra o endereço da própria sala.',
  wrong_method: notUnderstood,
  not_found: 'Não há nada neste endereço. Abra o endereço da própria sala.',
  room_full: 'A sala está cheia. Alguém precisa sair primeiro.',
  room_paused: 'O anfitrião pausou a sala. Espere até ela continuar.',
  too_many_streams: {
    address: 'Há janelas demais abertas a partir do seu endereço de rede. Feche uma primeiro.',
    session: 'Você abriu esta sala em janelas demais. Feche uma primeiro.',
    strangers: 'Há pessoas demais lendo sem nome. Entre na sala para ter um lugar.',
  },
  bad_emoji: 'Isso não é um emoji. Escolha um da lista.',
  bad_topic: {
    too_long: ({ most }) => `O assunto pode ter no máximo ${most} caracteres. Encurte-o.`,
    control: (problem) => `O assunto tem um caractere de controle (${unicode(problem)}). Tire-o.`,
    wrongly_converted: ({ suggestion }) =>
      `O assunto tem um caractere mal convertido. Provavelmente era “${suggestion}”. Digite-o ali.`,
  },
  bad_files_folder:
    'A sala não consegue guardar arquivos: “files”, na pasta dela, não é uma pasta ou é um link. O anfitrião precisa tirá-lo dali.',
  bad_upload: {
    changed: 'O arquivo mudou depois de ser escolhido. Escolha de novo.',
    too_many_bytes: 'O arquivo mudou durante o envio. Envie de novo.',
    thumbnail: 'A miniatura deste arquivo não serve. Envie o arquivo de novo.',
    no_file: 'Não há nenhum arquivo aqui. Escolha um.',
    form: notUnderstood,
  },
  disk_nearly_full:
    'O disco do computador anfitrião está quase cheio. O anfitrião precisa liberar espaço primeiro.',
  file_too_large: ({ most }) => `Aqui um arquivo pode ter no máximo ${megabytes(most)}. Envie um menor.`,
  files_full: ({ most }) =>
    `Os arquivos desta sala podem ocupar ${megabytes(most)} no total. O anfitrião pode apagar alguns ou permitir mais.`,
  no_such_file: 'Este arquivo não está mais aqui.',
  no_such_upload: 'A sala não conhece mais este envio. Envie o arquivo de novo.',
  too_many_files: ({ most }) =>
    `Uma mensagem pode ter no máximo ${most} arquivos. Compartilhe os outros em outra mensagem.`,
  too_many_uploads:
    'Há arquivos demais a caminho, seus, do seu endereço de rede ou no total. Espere até um deles chegar.',
  upload_unfinished: 'Um arquivo ainda não chegou por inteiro. Espere até ele chegar.',
  wrong_offset: 'A sala e esta página não concordam sobre que parte do arquivo já chegou. Envie de novo.',
  no_such_message: 'Esta mensagem não está mais aqui.',
  removed: 'Esta mensagem foi apagada.',
  not_yours:
    'Isto foi escrito por outra pessoa, ou antes de você entrar com este nome. Só quem escreveu pode mudar.',
  too_late: 'Uma mensagem pode ser editada durante 15 minutos. Escreva uma nova.',
  host_only: 'Só o anfitrião pode fazer isso, na janela do aplicativo.',
  too_many_reactions: 'Você já tem 20 reações nesta mensagem. Tire uma primeiro.',
  too_many_pins: 'Já há 50 mensagens fixadas. Desafixe uma primeiro.',
  not_ready: 'A sala ainda está lendo o registro. Tente de novo daqui a pouco.',
  not_erased:
    'A mensagem foi apagada, mas o disco do anfitrião ainda não deixa sobrescrever o texto dela. A sala continua tentando.',
  names_full: 'Não cabem mais nomes nesta sala. Alguém precisa sair da sala e liberar o seu primeiro.',
};

const page: PageWords = {
  app: 'Flatchat',

  loading: 'Abrindo a sala…',

  refusal: (problem) => wordsOf(refusals, problem),

  close: 'Fechar',

  errors: {
    unreachable: 'Não foi possível chegar à sala.',
    timeout: 'A sala não respondeu a tempo.',
    status: (status) => `A sala respondeu com um erro (${status}).`,
  },

  door: {
    greeting: {
      title: 'Entre na sala',
      lead: 'Uma sala de chat nesta rede.',
    },
    name: 'Seu nome',
    nameHelp: 'Escolha o nome que os outros vão ver.',
    nameTooLong: (max) => `O nome pode ter no máximo ${max} caracteres.`,
    code: 'Código da sala',
    codeHelp: 'Peça o código ao anfitrião da sala.',
    join: 'Entrar',
    joining: 'Entrando…',
    useSuggestion: (name) => `Entrar como ${name}`,
    cookieHint:
      'Este navegador recusou o cookie que guarda o seu nome. Permita cookies nesta página e entre de novo.',
    notRecognised:
      'Você entrou, mas depois a sala não reconheceu este navegador. Entre de novo. Se acontecer outra vez, algo entre este navegador e a sala, como um proxy, está removendo os cookies.',
    turnedAway: {
      left: 'Você não está mais na sala. Entre de novo para continuar.',
      code_required: 'Agora a sala tem um código. Entre com ele para continuar.',
    },
    small: 'Tudo o que é dito aqui fica em um arquivo de texto no computador anfitrião.',
  },

  full: {
    title: 'A sala está cheia',
    lead: 'Todos os lugares estão ocupados. Você vai entrar assim que um ficar livre.',
    retrying: (seconds) => `Nova tentativa em ${seconds} s`,
    trying: 'Tentando…',
    now: 'Tentar agora',
    back: 'Usar outro nome',
  },

  unreachable: {
    title: 'A sala não responde',
    lead: 'Você está na mesma rede que o anfitrião? O aplicativo dele está aberto?',
    answers: 'O anfitrião responde',
    opening: 'A sala vai abrir em instantes.',
    refused: 'Não foi possível abrir a sala',
    retry: 'Tentar de novo',
  },

  header: {
    people: 'Pessoas',
    peopleHere: (n) => count(n, { one: '# pessoa na sala', other: '# pessoas na sala' }),
    invite: 'Convidar',
    files: 'Arquivos',
    search: 'Buscar',
    settings: 'Configurações',
    peopleWere: (n) => count(n, { one: '# pessoa estava na sala', other: '# pessoas estavam na sala' }),
    connect: 'Conectar',
    disconnect: 'Desconectar',
    stop: 'Parar de tentar',
  },

  connection: {
    why: 'Por quê?',
    states: {
      connected: 'Online',
      paused: 'Online',
      connecting: 'Conectando…',
      resting: 'Em repouso',
      left: 'Desconectado',
      lost_briefly: 'Sem conexão',
      lost: 'Sem conexão',
      missing: 'Sem conexão',
      moving: 'Redirecionando…',
      room_closed: 'Sala fechada',
      full: 'Sala cheia',
      refused: 'Sem acesso',
    },
    retrying: (seconds) => (seconds > 0 ? ` – nova tentativa em ${seconds} s` : ' – tentando de novo'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'Não há conexão com a sala. Esta página continua tentando se conectar. O que você escrever fica guardado e é enviado depois.',
      missing: 'A sala não responde aqui. O endereço do anfitrião pode ter mudado.',
      room_closed: 'A sala fechou. Esperando que ela volte.',
      full: 'A sala está cheia. Você vai se conectar assim que um lugar ficar livre.',
      left: 'Você se desconectou. Nenhuma mensagem é recebida e nada é enviado até você se conectar de novo.',
    },
  },

  roaming: {
    moving: (place) => `A sala agora está em ${place}. Levando você para lá…`,
    open: 'Abra',
    orScan: ' ou escaneie de novo o código QR na tela do anfitrião.',
    scan: 'Escaneie de novo o código QR na tela do anfitrião.',
  },

  trouble: (reason) => `Não é possível guardar nada agora. ${reason.replace(/[.\s]+$/, '')}.`,

  paused: 'O anfitrião pausou a sala. Você pode continuar lendo, e escrever quando a pausa terminar.',

  notices: 'Avisos',

  log: {
    label: 'Mensagens',
    region: 'Conversa',
    beginning: 'Início do chat.txt',
    loadingOlder: 'Carregando mensagens anteriores…',
    olderFailed: 'Não foi possível carregar as mensagens anteriores.',
    failed: 'Não foi possível carregar as mensagens.',
    retry: 'Tentar de novo',
    today: 'Hoje',
    yesterday: 'Ontem',
    unread: 'Novas',
    empty: 'Nenhuma mensagem ainda.',
    emptyLead: 'Diga olá ou convide quem está por perto.',
    emptyInvite: 'Convidar pessoas',
    newMessages: (n) => count(n, { one: '# mensagem nova', other: '# mensagens novas' }),
    latest: 'Últimas mensagens',
    file: 'arquivo',
    fileTitle: 'Esta linha foi escrita no chat.txt, não na sala',
    whole: 'Mostrar a mensagem inteira',
    less: 'Mostrar menos',
    cut: '… (a linha é mais longa)',
    host: 'anfitrião',
    setTopic: ' mudou o assunto: ',
    back: 'Voltar',
    react: 'Reagir',
    reply: 'resposta',
    edited: 'editada',
    editedTitle: 'Mostrar as versões anteriores',
    removed: (by): Parts => (by === null ? ['Apagada'] : ['Apagada por ', { name: by }]),
    quoteRemoved: 'apagada',
    sharedFiles: (n) => count(n, { one: '# arquivo', other: '# arquivos' }),
    quoteGone: 'A mensagem não está mais aqui',
    quoteTitle: 'Ir para a mensagem respondida',
    row: {
      edited: 'editada',
      removed: 'apagada',
      pinned: 'fixada',
      between: ', ',
      replyTo: (name) => `resposta a ${name}`,
      reactions: (n) => count(n, { one: '# reação', other: '# reações' }),
    },
    reactions: 'Reações',
    reaction: (emoji, n, names) => `${emoji} ${n}: ${names}`,
    names: (names, more) =>
      more > 0 ? `${names.join(', ')} e ${count(more, { other: 'mais #' })}` : names.join(', '),
    someone: 'Alguém',
  },

  pins: {
    label: 'Mensagem fixada',
    all: (n) => count(n, { one: '# mensagem fixada', other: '# mensagens fixadas' }),
    title: 'Mensagens fixadas',
  },

  topic: {
    title: 'Assunto',
    set: 'Definir um assunto',
  },

  refusedTopic: 'Só o anfitrião pode mudar o assunto. Para enviar esse texto, comece-o com //topic.',
  restartedMeanwhile: 'A sala foi reiniciada. Tente de novo daqui a pouco.',

  outbox: {
    sending: 'Enviando…',
    waiting: 'Será enviada quando houver conexão',
    failed: 'Não enviada.',
    retry: 'Reenviar',
    edit: 'Editar',
    discard: 'Descartar',
    perhapsRemoved:
      'Talvez isto já tenha sido enviado e apagado depois. Pressione “Reenviar” para mandar de novo.',
    writtenAs: (name) => `Isto foi escrito com o nome ${name}.`,
    tooFast: (seconds) => `Você está enviando rápido demais. Isto será enviado em ${seconds} s.`,
    keyReused:
      'A sala confundiu isto com uma mensagem que já tem. Pressione “Reenviar” para mandar como uma nova.',
  },

  composer: {
    label: 'Mensagem',
    placeholder: 'Escreva uma mensagem',
    placeholderClosed: 'Você se desconectou',
    placeholderPaused: 'A sala está em pausa',
    share: 'Compartilhar arquivos',
    send: 'Enviar',
    save: 'Salvar',
    tooLong: (over) =>
      count(over, { one: '# byte a mais', many: '# de bytes a mais', other: '# bytes a mais' }),
    left: (left) => count(left, { one: 'Resta # byte', many: 'Restam # de bytes', other: 'Restam # bytes' }),
  },

  typing: (names): Parts => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' está escrevendo…'];
    if (!c) return [a, ' e ', b, ' estão escrevendo…'];
    if (names.length === 3) return [a, ', ', b, ' e ', c, ' estão escrevendo…'];
    return ['Várias pessoas estão escrevendo…'];
  },

  people: {
    title: 'Pessoas',
    you: 'você',
    host: 'anfitrião',
    more: (n) => count(n, { other: 'e mais #' }),
  },

  invite: {
    copy: 'Copiar',
    copied: 'Copiado',
  },
};

const actions: ActionWords = {
  bar: 'Ações',
  menu: 'Mensagem',
  more: 'Mais',
  moreEmoji: 'Mais emojis',
  copied: 'Copiado',

  items: {
    react: 'Reagir',
    reply: 'Responder',
    edit: 'Editar',
    download: 'Baixar',
    copy_text: 'Copiar o texto',
    copy_file_link: 'Copiar o link do arquivo',
    copy_link: 'Copiar o link da mensagem',
    who: 'Quem reagiu',
    wordings: 'Versões anteriores',
    pin: 'Fixar',
    unpin: 'Desafixar',
    remove: 'Apagar',
  },

  quickEmoji: {
    '👍': 'Polegar para cima',
    '❤️': 'Coração',
    '😂': 'Chorando de rir',
    '🎉': 'Festa',
    '😮': 'Surpresa',
    '😢': 'Chorando',
  },

  strip: {
    replying: (name): Parts => ['Respondendo a ', { name }],
    editing: 'Editando a sua mensagem',
    stop: 'Cancelar',
  },

  rewritten: {
    question: 'Enquanto isso, o chat.txt foi alterado. Escolha a mensagem de novo.',
    edit: 'O chat.txt foi alterado, e a mensagem que você estava editando não está mais nele. O seu texto agora é uma mensagem nova.',
    reply:
      'O chat.txt foi alterado, e a mensagem que você estava respondendo não está mais nele. O seu texto agora é uma mensagem nova.',
  },

  removal: {
    title: 'Apagar esta mensagem?',
    lead: 'O texto dela some da sala e do chat.txt, com as versões anteriores e as reações. Só fica o lugar dela.',
    files: 'Os arquivos dela são apagados do computador anfitrião.',
    copies:
      'As cópias que outras pessoas já têm continuam existindo: backups, notificações e páginas sem conexão.',
    reason: 'Motivo (opcional)',
    reasonHelp: 'Todo mundo o verá no lugar da mensagem.',
    remove: 'Apagar',
    cancel: 'Cancelar',
  },

  wordings: {
    title: 'Versões anteriores',
    lead: 'A versão mais recente vem primeiro.',
    current: 'agora',
  },

  pins: {
    none: 'Nada está fixado.',
    unpin: 'Desafixar',
  },

  topic: {
    field: 'Assunto da sala',
    help: 'Todo mundo o vê no topo. Deixe vazio para não mostrar nenhum.',
    save: 'Salvar',
  },

  people: {
    away: 'ausente',
    filter: 'Procurar alguém',
    none: 'Ninguém aqui tem esse nome.',
  },

  attention: {
    mentionsYou: 'menciona você',
    many: 'Mais de 99 mensagens novas',
    mentioned: (name) => `${name} mencionou você`,
    setting: {
      label: 'Notificações',
      help: 'Para mensagens que mencionam você, enquanto você usa outra janela.',
      hindrances: {
        insecure: 'Os navegadores só mostram notificações em endereços https e no computador anfitrião.',
        missing: 'Este navegador não consegue mostrar notificações desta página.',
        denied:
          'As notificações estão bloqueadas para esta página. Você pode permiti-las nas configurações do navegador.',
      },
      instead: 'Quando alguém menciona você, o título e o ícone da aba mostram isso, e um som toca.',
    },
  },

  invite: {
    title: 'Convidar pessoas',
    lead: 'Conecte o telefone à mesma rede Wi-Fi e aponte a câmera para cá.',
    qr: (url) => `Código QR de ${url}`,
    link: 'Link da sala',
    copyByHand: 'Para copiar, pressione Ctrl+C (ou ⌘C, ou mantenha o dedo no texto).',
    code: 'Código da sala',
    codeHelp: 'O link já o contém.',
    others: 'Se esse endereço não funcionar, tente outro',
    gone: 'não está mais disponível',
    via: { this_computer: 'só este computador', network: 'rede', name: 'nome na rede' },
    none: 'Ainda não há nenhum endereço que os outros possam usar.',
  },

  settings: {
    title: 'Configurações',
    unchanged: (why) => `${why} A configuração continua como estava.`,
    theme: 'Aparência',
    themeHelpGuest: 'Vale só para a sua página.',
    themes: { system: 'Do sistema', light: 'Clara', dark: 'Escura' },
    language: 'Idioma',
    languageOfBrowser: 'O do navegador',
    sounds: 'Som',
    soundsHelp: 'Um som curto toca quando chega uma mensagem enquanto você usa outra janela.',
    leave: 'Sair da sala',
    leaveHelp: 'O seu nome fica livre, e este navegador o esquece.',
    device: 'Neste dispositivo',
    room: 'Nesta sala',
  },

  why: {
    checking: 'Verificando…',
    offline: 'Este dispositivo está sem rede. Ligue o Wi-Fi e desligue o modo avião.',
    cellular:
      'Este dispositivo usa dados móveis. Só dá para chegar à sala pelo Wi-Fi do anfitrião. Conecte-se a ele.',
    reachable: 'O computador anfitrião responde. Você vai se conectar em instantes.',
    refused:
      'Ninguém responde neste endereço. O aplicativo pode estar fechado, o anfitrião pode ter outro endereço, ou esta pode ser outra rede.',
    silent:
      'Ninguém responde a tempo neste endereço. O computador anfitrião pode estar suspenso, fora de alcance ou em outra rede.',
    lastAnswered: (seconds) =>
      seconds < 120
        ? count(seconds, {
            one: 'A última resposta do anfitrião foi há # segundo.',
            other: 'A última resposta do anfitrião foi há # segundos.',
          })
        : count(Math.round(seconds / 60), {
            one: 'A última resposta do anfitrião foi há # minuto.',
            other: 'A última resposta do anfitrião foi há # minutos.',
          }),
    try: 'O que você pode verificar',
    tries: [
      'Você está no mesmo Wi-Fi que o anfitrião, e não em um Wi-Fi de visitantes, que isola os dispositivos uns dos outros.',
      'Os dados móveis estão desligados: os telefones os preferem a um Wi-Fi sem internet.',
      'Nenhuma VPN está ligada.',
      'O aplicativo do anfitrião está aberto, e o computador dele não está suspenso.',
      'O seu navegador não obriga a usar https (“modo somente HTTPS”): o endereço da sala começa com http://.',
    ],
  },
};

const files: FileWords = {
  download: 'Baixar',
  downloadOne: (name, size) => `Baixar ${name}${size ? ` (${size})` : ''}`,
  picture: (name) => `Imagem ${name}`,
  pictureAndMore: (name, more) => `Imagem ${name} e mais ${more}`,
  film: (name) => `Vídeo ${name}`,
  sound: (name) => `Áudio ${name}`,
  file: 'Arquivo',

  viewer: {
    label: (number, name, from) =>
      `Imagem${number ? ` ${number.at} de ${number.all}` : ''}: ${name}${from === null ? '' : `, de ${from}`}`,
    number: (at, all) => `${at} de ${all}`,
    previous: 'Imagem anterior',
    next: 'Próxima imagem',
    smaller: 'Diminuir o zoom',
    larger: 'Aumentar o zoom',
    show: 'Mostrar na conversa',
    loading: 'Carregando…',
    failed:
      'Esta imagem não pode ser mostrada aqui. Talvez esteja danificada ou tenha um formato que este navegador não conhece.',
  },

  list: {
    title: 'Arquivos',
    holds: (files, bytes, most) =>
      [
        files === null ? '' : count(files, { one: '# arquivo', other: '# arquivos' }),
        `${bytes} de ${most} em uso`,
      ]
        .filter(Boolean)
        .join(' · '),
    news: 'Mostrar os arquivos novos',
    find: 'Buscar um arquivo',
    kind: 'Tipo',
    kinds: { all: 'Todos', picture: 'Imagens', media: 'Áudio e vídeo', other: 'Outros' },
    from: 'De',
    everyone: 'Todo mundo',
    sort: 'Ordem',
    sorts: {
      newest: 'Mais recentes primeiro',
      oldest: 'Mais antigos primeiro',
      largest: 'Maiores primeiro',
    },
    none: 'Nenhum arquivo ainda. O que as pessoas compartilham nesta sala aparece aqui.',
    noneFound: 'Nenhum arquivo encontrado.',
    loading: 'Carregando…',
    failed: 'Não foi possível carregar a lista.',
    retry: 'Tentar de novo',
    show: 'Mostrar na conversa',
    showOne: (name: string) => `Mostrar ${name} na conversa`,
    remove: 'Apagar',
    removeOne: (name: string) => `Apagar ${name}`,
  },
};

const sharing: SharingWords = {
  drop: 'Solte os arquivos aqui para compartilhar',
  off: {
    left: 'Você se desconectou. Conecte-se para compartilhar arquivos.',
    paused: 'O anfitrião pausou a sala. Você poderá compartilhar arquivos quando a pausa terminar.',
    edit: 'Você está editando uma mensagem. Salve ou cancele a edição antes de compartilhar arquivos.',
  },

  picked: 'Arquivos para compartilhar',
  remove: (name) => `Remover ${name}`,
  retry: 'Reenviar',
  retryOf: (name) => `Reenviar ${name}`,
  smaller: (from, to) => `${from} → ${to}`,
  states: {
    preparing: 'Preparando…',
    waiting: 'Esperando…',
    sending: (percent) => `${percent}%`,
    held: 'Pronto',
  },

  size: {
    label: 'Tamanho das imagens',
    full: 'Tamanho original',
    smaller: 'Menores',
    comesTo: (total) => `No total, ${total}`,
  },
  place: {
    keep: 'Manter a localização',
    removed: 'A localização é removida das imagens e dos vídeos antes de compartilhar.',
    kept: 'Todo mundo na sala poderá ver onde a imagem ou o vídeo foi feito.',
    smaller: 'Imagens menores nunca levam a localização.',
  },

  folders: 'Não dá para compartilhar pastas. Antes, compacte a pasta em um arquivo ZIP.',
  leftOut: (most, n) =>
    `Uma mensagem pode ter no máximo ${most} arquivos. ${count(n, {
      one: '# arquivo ficou de fora.',
      other: '# arquivos ficaram de fora.',
    })}`,
  tooLarge: (most) => `Esta sala aceita arquivos de até ${Math.floor(most / 1e6)} MB.`,
  lost: 'A sala perde estes arquivos repetidamente. Tente mais tarde.',
  unreadable: 'Não dá mais para ler este arquivo. Talvez tenha sido movido ou alterado. Escolha-o de novo.',

  outgoing: {
    files: (n) => count(n, { one: '# arquivo', other: '# arquivos' }),
    progress: (what, sent, total) => `${what}, ${sent} de ${total}`,
    sharing: 'Compartilhando…',
    waiting: 'Vai continuar quando houver conexão',
    failed: 'Não compartilhado.',
    cancel: 'Cancelar',
    retry: 'Tentar de novo',
    failedFile: (name, why) => `${name}: ${why}`,
  },
};

const picker: PickerWords = {
  title: 'Emojis',
  search: 'Buscar emojis',
  found: (n) => count(n, { one: '# emoji encontrado', other: '# emojis encontrados' }),
  none: (query) => `Não há nenhum emoji para “${query}”.`,
  tone: 'Tom de pele',
  tones: ['Amarelo', 'Claro', 'Médio claro', 'Médio', 'Médio escuro', 'Escuro'],
  jump: 'Grupos de emojis',
  groups: {
    recent: 'Usados recentemente',
    smileys: 'Carinhas e emoções',
    people: 'Pessoas e corpo',
    nature: 'Animais e natureza',
    food: 'Comida e bebida',
    travel: 'Viagens e lugares',
    activities: 'Atividades',
    objects: 'Objetos',
    symbols: 'Símbolos',
    flags: 'Bandeiras',
  },
};

const help: GuestTable['help'] = {
  title: 'Ajuda',
  commands: {
    title: 'Comandos',
    me: 'Dizer o que você está fazendo',
    shrug: 'Dar de ombros: ¯\\_(ツ)_/¯',
    topic: 'Mudar o assunto da sala',
    help: 'Abrir esta ajuda',
    literal: 'Dizer algo que começa com /palavra',
  },

  writing: {
    title: 'Escrever',
    mention: 'Mencionar alguém',
    emoji: 'Procurar um emoji',
    emphasis: 'Itálico',
    strong: 'Negrito',
    struck: 'Riscado',
    code: 'Código',
    block: 'Código de várias linhas',
    quote: 'Uma citação',
    list: 'Uma lista',
  },

  keys: {
    title: 'Teclas',
    send: 'Enviar',
    line: 'Começar outra linha',
    last: 'No campo vazio: editar a sua última mensagem',
    leave: 'Sair de uma resposta, de uma edição ou de uma mensagem',
    search: 'Buscar',
    regions: 'Ir para a próxima parte da página',
    help: 'Abrir esta ajuda',
    rows: 'Navegar entre as mensagens',
    reply: 'Responder à mensagem',
    edit: 'Editar a mensagem',
    remove: 'Apagar a mensagem',
    react: 'Reagir à mensagem',
    menu: 'Mostrar tudo o que você pode fazer com ela',
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
    label: 'Teclas sem Ctrl: ? e /',
    help: '? abre a ajuda e / abre a busca, exceto enquanto você escreve. Desative se isso acontecer sem querer, por exemplo ao ditar.',
  },

  choices: {
    names: 'Pessoas',
    emoji: 'Emojis',
    commands: 'Comandos',
    away: 'não está aqui agora',
    everybody: 'todo mundo na sala',
  },

  noCommand: (escaped) =>
    `Esse comando não existe. /help mostra todos. Para enviar esse texto, comece-o com ${escaped}.`,
};

const search: GuestTable['search'] = {
  title: 'Busca',
  label: 'Buscar mensagens',
  help: 'Digite palavras ou uma "frase exata". Os botões refinam a busca.',
  narrow: 'Refinar a busca',
  suggestions: {
    from: 'De…',
    on: 'Em um dia',
    before: 'Antes',
    after: 'Depois',
    link: 'Com link',
    file: 'Com arquivo',
    code: 'Com código',
  },
  names: {
    filters: { from: 'de', on: 'em', before: 'antes', after: 'depois', has: 'com' },
    contents: { link: 'link', file: 'arquivo', code: 'código' },
  },
  lacks: {
    day: 'Escreva o dia assim: 2026-11-22.',
    content: 'Escreva com:link, com:arquivo ou com:código.',
  },
  searching: 'Buscando…',
  found: (n, more) =>
    more
      ? count(n, { one: 'A mensagem mais recente', other: 'As # mensagens mais recentes' })
      : count(n, { one: '# mensagem', other: '# mensagens' }),
  none: (what) => ['Nada foi encontrado para ', { name: what }, '.'],
  shown: 'Mostrada na conversa.',
  hits: 'Mensagens encontradas',
};

const early: EarlyWords = {
  tooOld: 'Este navegador é antigo demais para a página da sala.',
  needsScript: 'A página da sala precisa de JavaScript.',
  simplePage: 'Abrir a página simples',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
