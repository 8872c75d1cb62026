// The words that guests can see, in Spanish.
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

const count = counting('es');

const bytes = (n: number) => count(n, { one: '# byte', many: '# de bytes', other: '# bytes' });

/** The “and” before a name: “Ana y Luis”, but “Ana e Inés”. */
const and = (name: string) => (/^(?:[ií]|h[ií](?![ae]))/iu.test(name) ? ' e ' : ' y ');

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}, línea ${problem.line}, carácter ${problem.column}`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (n = 0) => (n < 1e6 ? bytes(n) : `${Math.floor(n / 1e6)} MB`);

const notUnderstood = 'La sala no entendió lo que envió esta página. Vuelve a cargar la página.';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) =>
    `Aquí ya hay alguien con ese nombre o con uno muy parecido. Prueba con «${suggestion}».`,
  bad_name: {
    empty: 'Escribe un nombre.',
    too_long: ({ most }) => `El nombre puede tener ${most} caracteres como máximo. Elige uno más corto.`,
    colon: 'El nombre no puede llevar dos puntos. Quítalos.',
    unshowable: (problem) =>
      `El nombre tiene un carácter que no se puede mostrar (${unicode(problem)}). Quítalo.`,
    invisible: (problem) =>
      `El nombre tiene dentro un carácter invisible (${unicode(problem)}). Escríbelo de nuevo, sin pegarlo.`,
    loose_mark: (problem) =>
      `El nombre tiene un acento sin letra (${unicode(problem)}). Ponlo detrás de una letra o quítalo.`,
    too_many_marks: 'El nombre tiene demasiados acentos en una misma letra. Quita algunos.',
  },
  bad_text: {
    empty: 'El mensaje está vacío. Escribe algo primero.',
    control: (problem) =>
      `El mensaje tiene un carácter de control (${spot(problem)}). Quítalo y envía el mensaje otra vez.`,
    wrongly_converted: (problem) =>
      `El mensaje tiene un carácter mal convertido (${spot(problem)}). Seguramente era «${problem.suggestion}». Escríbelo ahí y envía el mensaje otra vez.`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? 'Es más de lo que esta sala acepta de una vez. Envíalo por partes.'
      : `El mensaje ocupa más de ${most / 1024} KiB. Envíalo por partes.`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: 'Escribe una o varias palabras para buscar, de 256 bytes como máximo.',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'El disco del equipo anfitrión no responde. Inténtalo más tarde.',
  disk_full: 'El disco está lleno. Libera espacio en el equipo anfitrión y vuelve a intentarlo.',
  file_in_use:
    'Otro programa no suelta un archivo de la sala. Ciérralo en el equipo anfitrión y vuelve a enviar.',
  join_first: 'Entra primero en la sala.',
  code_required: 'Esta sala pide un código. Entra primero con él.',
  wrong_code: 'Ese no es el código de la sala. Pregúntaselo al anfitrión o vuelve a escanear el código QR.',
  restarted: 'La sala se reinició. Antes de enviar esto otra vez, mira si ya se había enviado.',
  closing: 'La sala se está cerrando.',
  bad_ticket: 'Este acceso ya se usó o caducó. Entra otra vez.',
  no_session: 'El equipo anfitrión no puede dejarte entrar en este momento. Inténtalo más tarde.',
  key_reused: 'La sala confundió esto con otro mensaje. Envíalo otra vez.',
  bad_cursor: 'Esta página perdió su lugar en la conversación. Vuelve a cargarla.',
  log_rewritten: 'La conversación se reescribió. Vuelve a cargar la página.',
  other_session: 'Desde este navegador ya entró otra persona en la sala.',
  too_fast: ({ after_secs }) =>
    `Fueron demasiadas cosas de golpe. Inténtalo de nuevo dentro de ${after_secs} s.`,
  too_busy:
    'Ya hay búsquedas en curso, tuyas o de alguien con tu misma dirección de red. Inténtalo de nuevo cuando terminen.',
  too_slow: 'El envío tardó demasiado. Inténtalo de nuevo.',
  too_many_connections:
    'Hay demasiadas conexiones, desde tu dirección de red o en total. Cierra algunas o inténtalo más tarde.',
  too_many_downloads: 'Hay demasiadas descargas en este momento. Inténtalo de nuevo cuando termine alguna.',
  busy: 'Hay demasiado tráfico, con tu dirección de red o en total. Inténtalo de nuevo en un momento.',
  wrong_host: 'La sala no responde en esta dirección. Pide otro enlace al anfitrión.',
  wrong_origin:
    'Una página de otro sitio no puede escribir en esta sala. Abre la dirección de la propia sala.',
  wrong_method: notUnderstood,
  not_found: 'En esta dirección no hay nada. Abre la dirección de la propia sala.',
  room_full: 'La sala está llena. Antes tiene que salir alguien.',
  room_paused: 'El anfitrión puso la sala en pausa. Espera a que continúe.',
  too_many_streams: {
    address: 'Hay demasiadas ventanas abiertas desde tu dirección de red. Cierra una primero.',
    session: 'Tienes esta sala abierta en demasiadas ventanas. Cierra una primero.',
    strangers: 'Hay demasiadas personas leyendo sin nombre. Entra en la sala para tener un lugar.',
  },
  bad_emoji: 'Eso no es un emoji. Elige uno de la lista.',
  bad_topic: {
    too_long: ({ most }) => `El tema puede tener ${most} caracteres como máximo. Acórtalo.`,
    control: (problem) => `El tema tiene un carácter de control (${unicode(problem)}). Quítalo.`,
    wrongly_converted: ({ suggestion }) =>
      `El tema tiene un carácter mal convertido. Seguramente era «${suggestion}». Escríbelo ahí.`,
  },
  bad_files_folder:
    'La sala no puede guardar archivos: «files», en su carpeta, no es una carpeta o es un enlace. El anfitrión tiene que moverlo a otro sitio.',
  bad_upload: {
    changed: 'El archivo cambió desde que lo elegiste. Elígelo otra vez.',
    too_many_bytes: 'El archivo cambió mientras se enviaba. Envíalo otra vez.',
    thumbnail: 'La miniatura de este archivo no sirve. Envía el archivo otra vez.',
    no_file: 'Aquí no hay ningún archivo. Elige uno.',
    form: notUnderstood,
  },
  disk_nearly_full:
    'El disco del equipo anfitrión está casi lleno. El anfitrión tiene que liberar espacio primero.',
  file_too_large: ({ most }) =>
    `Aquí un archivo puede ocupar ${megabytes(most)} como máximo. Envía uno más pequeño.`,
  files_full: ({ most }) =>
    `Los archivos de esta sala pueden ocupar ${megabytes(most)} en total. El anfitrión puede eliminar algunos o permitir más.`,
  no_such_file: 'Este archivo ya no está.',
  no_such_upload: 'La sala ya no recuerda este envío. Envía el archivo otra vez.',
  too_many_files: ({ most }) =>
    `Un mensaje puede llevar ${most} archivos como máximo. Comparte los demás en otro mensaje.`,
  too_many_uploads:
    'Hay demasiados archivos en camino, tuyos, desde tu dirección de red o en total. Espera a que llegue alguno.',
  upload_unfinished: 'Un archivo no ha llegado completo todavía. Espera a que llegue.',
  wrong_offset: 'La sala y esta página no coinciden en qué parte del archivo ya llegó. Envíalo otra vez.',
  no_such_message: 'Este mensaje ya no está.',
  removed: 'Este mensaje se eliminó.',
  not_yours:
    'Esto lo escribió otra persona, o se escribió antes de que entraras con este nombre. Solo puede cambiarlo quien lo escribió.',
  too_late: 'Un mensaje se puede editar durante 15 minutos. Escribe uno nuevo.',
  host_only: 'Esto solo puede hacerlo el anfitrión, en la ventana de la aplicación.',
  too_many_reactions: 'Ya tienes 20 reacciones en este mensaje. Quita una primero.',
  too_many_pins: 'Ya hay 50 mensajes fijados. Desfija uno primero.',
  not_ready: 'La sala todavía está leyendo su registro. Inténtalo de nuevo en un momento.',
  not_erased:
    'El mensaje se eliminó, pero el disco del anfitrión todavía no permite sobrescribir su texto. La sala lo sigue intentando.',
  names_full:
    'En esta sala ya no caben más nombres. Antes alguien tiene que salir de la sala y dejar libre el suyo.',
};

const page: PageWords = {
  app: 'Flatchat',

  loading: 'Abriendo la sala…',

  refusal: (problem) => wordsOf(refusals, problem),

  close: 'Cerrar',

  errors: {
    unreachable: 'No se puede llegar a la sala.',
    timeout: 'La sala no respondió a tiempo.',
    status: (status) => `La sala respondió con un error (${status}).`,
  },

  door: {
    greeting: {
      title: 'Entra en la sala',
      lead: 'Una sala de chat en esta red.',
    },
    name: 'Tu nombre',
    nameHelp: 'Elige el nombre que verán los demás.',
    nameTooLong: (max) => `El nombre puede tener ${max} caracteres como máximo.`,
    code: 'Código de la sala',
    codeHelp: 'Pide el código al anfitrión de la sala.',
    join: 'Entrar',
    joining: 'Entrando…',
    useSuggestion: (name) => `Entrar como ${name}`,
    cookieHint:
      'Este navegador rechazó la cookie que guarda tu nombre. Permite las cookies en esta página y entra otra vez.',
    notRecognised:
      'Entraste, pero después la sala no reconoció este navegador. Entra otra vez. Si vuelve a pasar, algo entre este navegador y la sala, como un proxy, está quitando las cookies.',
    turnedAway: {
      left: 'Ya no estás en la sala. Entra otra vez para continuar.',
      code_required: 'Ahora la sala tiene un código. Entra con él para continuar.',
    },
    small: 'Todo lo que se dice aquí se guarda en un archivo de texto en el equipo anfitrión.',
  },

  full: {
    title: 'La sala está llena',
    lead: 'Todos los lugares están ocupados. Entrarás en cuanto quede uno libre.',
    retrying: (seconds) => `Nuevo intento en ${seconds} s`,
    trying: 'Intentándolo…',
    now: 'Intentar ahora',
    back: 'Usar otro nombre',
  },

  unreachable: {
    title: 'La sala no responde',
    lead: '¿Estás en la misma red que el anfitrión? ¿Tiene abierta la aplicación?',
    answers: 'El anfitrión responde',
    opening: 'La sala se abrirá en un momento.',
    refused: 'No se puede abrir la sala',
    retry: 'Intentar de nuevo',
  },

  header: {
    people: 'Personas',
    peopleHere: (n) => count(n, { one: '# persona en la sala', other: '# personas en la sala' }),
    invite: 'Invitar',
    files: 'Archivos',
    search: 'Buscar',
    settings: 'Ajustes',
    peopleWere: (n) =>
      count(n, { one: '# persona estaba en la sala', other: '# personas estaban en la sala' }),
    connect: 'Conectar',
    disconnect: 'Desconectar',
    stop: 'Dejar de intentarlo',
  },

  connection: {
    why: '¿Por qué?',
    states: {
      connected: 'En línea',
      paused: 'En línea',
      connecting: 'Conectando…',
      resting: 'En reposo',
      left: 'Desconectado',
      lost_briefly: 'Sin conexión',
      lost: 'Sin conexión',
      missing: 'Sin conexión',
      moving: 'Redirigiendo…',
      room_closed: 'Sala cerrada',
      full: 'Sala llena',
      refused: 'Sin acceso',
    },
    retrying: (seconds) => (seconds > 0 ? ` – nuevo intento en ${seconds} s` : ' – reintentando'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'No hay conexión con la sala. Esta página sigue intentando conectarse. Lo que escribas se guarda y se envía después.',
      missing: 'La sala no responde aquí. Puede que haya cambiado la dirección del anfitrión.',
      room_closed: 'La sala se cerró. Esperando a que vuelva.',
      full: 'La sala está llena. Te conectarás en cuanto quede un lugar libre.',
      left: 'Te desconectaste. No se reciben mensajes ni se envía nada hasta que vuelvas a conectarte.',
    },
  },

  roaming: {
    moving: (place) => `La sala está ahora en ${place}. Te llevamos allí…`,
    open: 'Abre',
    orScan: ' o vuelve a escanear el código QR en la pantalla del anfitrión.',
    scan: 'Vuelve a escanear el código QR en la pantalla del anfitrión.',
  },

  trouble: (reason) => `En este momento no se puede guardar nada. ${reason.replace(/[.\s]+$/, '')}.`,

  paused: 'El anfitrión puso la sala en pausa. Puedes seguir leyendo, y escribir cuando termine la pausa.',

  notices: 'Avisos',

  log: {
    label: 'Mensajes',
    region: 'Conversación',
    beginning: 'Principio de chat.txt',
    loadingOlder: 'Cargando mensajes anteriores…',
    olderFailed: 'No se pudieron cargar los mensajes anteriores.',
    failed: 'No se pudieron cargar los mensajes.',
    retry: 'Intentar de nuevo',
    today: 'Hoy',
    yesterday: 'Ayer',
    unread: 'Nuevos',
    empty: 'Todavía no hay mensajes.',
    emptyLead: 'Saluda, o invita a la gente que tienes cerca.',
    emptyInvite: 'Invitar a gente',
    newMessages: (n) => count(n, { one: '# mensaje nuevo', other: '# mensajes nuevos' }),
    latest: 'Últimos mensajes',
    file: 'archivo',
    fileTitle: 'Esta línea se escribió en chat.txt, no en la sala',
    whole: 'Mostrar el mensaje completo',
    less: 'Mostrar menos',
    cut: '… (la línea es más larga)',
    host: 'anfitrión',
    setTopic: ' cambió el tema: ',
    back: 'Volver',
    react: 'Reaccionar',
    reply: 'respuesta',
    edited: 'editado',
    editedTitle: 'Mostrar las versiones anteriores',
    removed: (by): Parts => (by === null ? ['Eliminado'] : ['Eliminado por ', { name: by }]),
    quoteRemoved: 'eliminado',
    sharedFiles: (n) => count(n, { one: '# archivo', other: '# archivos' }),
    quoteGone: 'El mensaje ya no está',
    quoteTitle: 'Ir al mensaje al que responde',
    row: {
      edited: 'editado',
      removed: 'eliminado',
      pinned: 'fijado',
      between: ', ',
      replyTo: (name) => `respuesta a ${name}`,
      reactions: (n) => count(n, { one: '# reacción', other: '# reacciones' }),
    },
    reactions: 'Reacciones',
    reaction: (emoji, n, names) => `${emoji} ${n}: ${names}`,
    names: (names, more) =>
      more > 0 ? `${names.join(', ')} y ${count(more, { other: '# más' })}` : names.join(', '),
    someone: 'Alguien',
  },

  pins: {
    label: 'Mensaje fijado',
    all: (n) => count(n, { one: '# mensaje fijado', other: '# mensajes fijados' }),
    title: 'Mensajes fijados',
  },

  topic: {
    title: 'Tema',
    set: 'Poner un tema',
  },

  refusedTopic:
    'Solo el anfitrión puede cambiar el tema. Si quieres enviar ese texto, empiézalo con //topic.',
  restartedMeanwhile: 'La sala se reinició. Inténtalo de nuevo en un momento.',

  outbox: {
    sending: 'Enviando…',
    waiting: 'Se enviará cuando haya conexión',
    failed: 'No se envió.',
    retry: 'Reintentar',
    edit: 'Editar',
    discard: 'Descartar',
    perhapsRemoved:
      'Puede que esto ya se enviara y que después se eliminara. Pulsa «Reintentar» para enviarlo otra vez.',
    writtenAs: (name) => `Esto se escribió con el nombre ${name}.`,
    tooFast: (seconds) => `Estás enviando demasiado rápido. Esto se enviará dentro de ${seconds} s.`,
    keyReused:
      'La sala confundió esto con un mensaje que ya tiene. Pulsa «Reintentar» para enviarlo como mensaje nuevo.',
  },

  composer: {
    label: 'Mensaje',
    placeholder: 'Escribe un mensaje',
    placeholderClosed: 'Te desconectaste',
    placeholderPaused: 'La sala está en pausa',
    share: 'Compartir archivos',
    send: 'Enviar',
    save: 'Guardar',
    tooLong: (over) =>
      count(over, { one: 'Sobra # byte', many: 'Sobran # de bytes', other: 'Sobran # bytes' }),
    left: (left) => count(left, { one: 'Queda # byte', many: 'Quedan # de bytes', other: 'Quedan # bytes' }),
  },

  typing: (names): Parts => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' está escribiendo…'];
    if (!c) return [a, and(b.name), b, ' están escribiendo…'];
    if (names.length === 3) return [a, ', ', b, and(c.name), c, ' están escribiendo…'];
    return ['Varias personas están escribiendo…'];
  },

  people: {
    title: 'Personas',
    you: 'tú',
    host: 'anfitrión',
    more: (n) => count(n, { other: 'y # más' }),
  },

  invite: {
    copy: 'Copiar',
    copied: 'Copiado',
  },
};

const actions: ActionWords = {
  bar: 'Acciones',
  menu: 'Mensaje',
  more: 'Más',
  moreEmoji: 'Más emojis',
  copied: 'Copiado',

  items: {
    react: 'Reaccionar',
    reply: 'Responder',
    edit: 'Editar',
    download: 'Descargar',
    copy_text: 'Copiar el texto',
    copy_file_link: 'Copiar el enlace al archivo',
    copy_link: 'Copiar el enlace al mensaje',
    who: 'Quién reaccionó',
    wordings: 'Versiones anteriores',
    pin: 'Fijar',
    unpin: 'Desfijar',
    remove: 'Eliminar',
  },

  quickEmoji: {
    '👍': 'Pulgar hacia arriba',
    '❤️': 'Corazón',
    '😂': 'Llorando de risa',
    '🎉': 'Confeti',
    '😮': 'Sorpresa',
    '😢': 'Llorando',
  },

  strip: {
    replying: (name): Parts => ['Respondiendo a ', { name }],
    editing: 'Editando tu mensaje',
    stop: 'Cancelar',
  },

  rewritten: {
    question: 'Mientras tanto, el archivo chat.txt se modificó. Elige el mensaje otra vez.',
    edit: 'El archivo chat.txt se modificó y el mensaje que estabas editando ya no se encuentra en él. Tu texto es ahora un mensaje nuevo.',
    reply:
      'El archivo chat.txt se modificó y el mensaje al que respondías ya no se encuentra en él. Tu texto es ahora un mensaje nuevo.',
  },

  removal: {
    title: '¿Eliminar este mensaje?',
    lead: 'Su texto desaparece de la sala y de chat.txt, con sus versiones anteriores y sus reacciones. Solo queda su hueco.',
    files: 'Sus archivos se borran del equipo anfitrión.',
    copies:
      'Las copias que ya tengan otras personas no se borran: copias de seguridad, notificaciones y páginas sin conexión.',
    reason: 'Motivo (opcional)',
    reasonHelp: 'Todo el mundo lo verá en lugar del mensaje.',
    remove: 'Eliminar',
    cancel: 'Cancelar',
  },

  wordings: {
    title: 'Versiones anteriores',
    lead: 'La versión más reciente va primero.',
    current: 'ahora',
  },

  pins: {
    none: 'No hay nada fijado.',
    unpin: 'Desfijar',
  },

  topic: {
    field: 'Tema de la sala',
    help: 'Todo el mundo lo ve arriba. Déjalo vacío para no mostrar ninguno.',
    save: 'Guardar',
  },

  people: {
    away: 'ausente',
    filter: 'Buscar a alguien',
    none: 'Aquí nadie se llama así.',
  },

  attention: {
    mentionsYou: 'te menciona',
    many: 'Más de 99 mensajes nuevos',
    mentioned: (name) => `${name} te mencionó`,
    setting: {
      label: 'Notificaciones',
      help: 'De los mensajes que te mencionan, mientras usas otra ventana.',
      hindrances: {
        insecure:
          'Los navegadores solo muestran notificaciones en direcciones https y en el equipo anfitrión.',
        missing: 'Este navegador no puede mostrar notificaciones de esta página.',
        denied:
          'Las notificaciones están bloqueadas en esta página. Puedes permitirlas en los ajustes del navegador.',
      },
      instead:
        'Cuando alguien te menciona, lo muestran el título y el icono de la pestaña, y suena un aviso.',
    },
  },

  invite: {
    title: 'Invitar a gente',
    lead: 'Conecta el teléfono a la misma red wifi y apunta aquí con la cámara.',
    qr: (url) => `Código QR de ${url}`,
    link: 'Enlace a la sala',
    copyByHand: 'Para copiar, pulsa Ctrl+C (o ⌘C, o mantén pulsado el texto).',
    code: 'Código de la sala',
    codeHelp: 'El enlace ya lo lleva.',
    others: 'Si esa dirección no funciona, prueba con otra',
    gone: 'ya no está disponible',
    via: { this_computer: 'solo este equipo', network: 'red', name: 'nombre en la red' },
    none: 'Todavía no hay ninguna dirección que puedan usar los demás.',
  },

  settings: {
    title: 'Ajustes',
    unchanged: (why) => `${why} El ajuste sigue como estaba.`,
    theme: 'Aspecto',
    themeHelpGuest: 'Solo afecta a tu página.',
    themes: { system: 'Del sistema', light: 'Claro', dark: 'Oscuro' },
    language: 'Idioma',
    languageOfBrowser: 'El del navegador',
    sounds: 'Sonido',
    soundsHelp: 'Suena un aviso corto cuando llega un mensaje mientras usas otra ventana.',
    leave: 'Salir de la sala',
    leaveHelp: 'Tu nombre queda libre y este navegador lo olvida.',
    device: 'En este dispositivo',
    room: 'En esta sala',
  },

  why: {
    checking: 'Comprobando…',
    offline: 'Este dispositivo no tiene red. Activa la wifi y desactiva el modo avión.',
    cellular:
      'Este dispositivo usa datos móviles. A la sala solo se llega por la wifi del anfitrión. Conéctate a ella.',
    reachable: 'El equipo anfitrión responde. Te conectarás en un momento.',
    refused:
      'Nadie responde en esta dirección. Puede que la aplicación esté cerrada, que el anfitrión tenga otra dirección o que esta sea otra red.',
    silent:
      'Nadie responde a tiempo en esta dirección. Puede que el equipo anfitrión esté suspendido, fuera de alcance o en otra red.',
    lastAnswered: (seconds) =>
      seconds < 120
        ? count(seconds, {
            one: 'La última respuesta del anfitrión fue hace # segundo.',
            other: 'La última respuesta del anfitrión fue hace # segundos.',
          })
        : count(Math.round(seconds / 60), {
            one: 'La última respuesta del anfitrión fue hace # minuto.',
            other: 'La última respuesta del anfitrión fue hace # minutos.',
          }),
    try: 'Qué puedes comprobar',
    tries: [
      'Estás en la misma wifi que el anfitrión, y no en una wifi de invitados, que aísla los dispositivos entre sí.',
      'Los datos móviles están desactivados: los teléfonos los prefieren a una wifi sin internet.',
      'No hay ninguna VPN activada.',
      'La aplicación del anfitrión está abierta y su equipo no está suspendido.',
      'Tu navegador no obliga a usar https («modo solo HTTPS»): la dirección de la sala empieza por http://.',
    ],
  },
};

const files: FileWords = {
  download: 'Descargar',
  downloadOne: (name, size) => `Descargar ${name}${size ? ` (${size})` : ''}`,
  picture: (name) => `Imagen ${name}`,
  pictureAndMore: (name, more) => `Imagen ${name} y ${more} más`,
  film: (name) => `Video ${name}`,
  sound: (name) => `Audio ${name}`,
  file: 'Archivo',

  viewer: {
    label: (number, name, from) =>
      `Imagen${number ? ` ${number.at} de ${number.all}` : ''}: ${name}${from === null ? '' : `, de ${from}`}`,
    number: (at, all) => `${at} de ${all}`,
    previous: 'Imagen anterior',
    next: 'Imagen siguiente',
    smaller: 'Alejar',
    larger: 'Acercar',
    show: 'Mostrar en la conversación',
    loading: 'Cargando…',
    failed:
      'Esta imagen no se puede mostrar aquí. Puede que esté dañada o que este navegador no conozca su formato.',
  },

  list: {
    title: 'Archivos',
    holds: (files, bytes, most) =>
      [
        files === null ? '' : count(files, { one: '# archivo', other: '# archivos' }),
        `${bytes} de ${most} en uso`,
      ]
        .filter(Boolean)
        .join(' · '),
    news: 'Mostrar los archivos nuevos',
    find: 'Buscar un archivo',
    kind: 'Tipo',
    kinds: { all: 'Todos', picture: 'Imágenes', media: 'Audio y video', other: 'Otros' },
    from: 'De',
    everyone: 'Todo el mundo',
    sort: 'Orden',
    sorts: {
      newest: 'Más recientes primero',
      oldest: 'Más antiguos primero',
      largest: 'Más grandes primero',
    },
    none: 'Todavía no hay archivos. Aquí aparece lo que la gente comparte en esta sala.',
    noneFound: 'Ningún archivo coincide.',
    loading: 'Cargando…',
    failed: 'No se pudo cargar la lista.',
    retry: 'Intentar de nuevo',
    show: 'Mostrar en la conversación',
    showOne: (name: string) => `Mostrar ${name} en la conversación`,
    remove: 'Eliminar',
    removeOne: (name: string) => `Eliminar ${name}`,
  },
};

const sharing: SharingWords = {
  drop: 'Suelta aquí los archivos para compartirlos',
  off: {
    left: 'Te desconectaste. Conéctate para compartir archivos.',
    paused: 'El anfitrión puso la sala en pausa. Podrás compartir archivos cuando termine la pausa.',
    edit: 'Estás editando un mensaje. Guarda los cambios o cancela antes de compartir archivos.',
  },

  picked: 'Archivos para compartir',
  remove: (name) => `Quitar ${name}`,
  retry: 'Reintentar',
  retryOf: (name) => `Reintentar con ${name}`,
  smaller: (from, to) => `${from} → ${to}`,
  states: {
    preparing: 'Preparando…',
    waiting: 'En espera…',
    sending: (percent) => `${percent}\u00A0%`,
    held: 'Listo',
  },

  size: {
    label: 'Tamaño de las imágenes',
    full: 'Tamaño original',
    smaller: 'Más pequeñas',
    comesTo: (total) => `En total, ${total}`,
  },
  place: {
    keep: 'Conservar la ubicación',
    removed: 'La ubicación se borra de las imágenes y los videos antes de compartirlos.',
    kept: 'En la sala, todo el mundo podrá ver dónde se tomó la imagen o el video.',
    smaller: 'Las imágenes más pequeñas nunca llevan la ubicación.',
  },

  folders: 'No se pueden compartir carpetas. Comprime antes la carpeta en un archivo ZIP.',
  leftOut: (most, n) =>
    `Un mensaje puede llevar ${most} archivos como máximo. ${count(n, {
      one: 'Se quedó fuera # archivo.',
      other: 'Se quedaron fuera # archivos.',
    })}`,
  tooLarge: (most) => `Esta sala acepta archivos de hasta ${Math.floor(most / 1e6)} MB.`,
  lost: 'La sala pierde estos archivos una y otra vez. Inténtalo más tarde.',
  unreadable: 'Este archivo ya no se puede leer. Puede que se moviera o cambiara. Elígelo otra vez.',

  outgoing: {
    files: (n) => count(n, { one: '# archivo', other: '# archivos' }),
    progress: (what, sent, total) => `${what}, ${sent} de ${total}`,
    sharing: 'Compartiendo…',
    waiting: 'Continuará cuando haya conexión',
    failed: 'No se compartió.',
    cancel: 'Cancelar',
    retry: 'Intentar de nuevo',
    failedFile: (name, why) => `${name}: ${why}`,
  },
};

const picker: PickerWords = {
  title: 'Emojis',
  search: 'Buscar emojis',
  found: (n) => count(n, { one: '# emoji encontrado', other: '# emojis encontrados' }),
  none: (query) => `No hay ningún emoji para «${query}».`,
  tone: 'Tono de piel',
  tones: ['Amarillo', 'Claro', 'Medio claro', 'Medio', 'Medio oscuro', 'Oscuro'],
  jump: 'Grupos de emojis',
  groups: {
    recent: 'Usados hace poco',
    smileys: 'Caras y emociones',
    people: 'Personas y cuerpo',
    nature: 'Animales y naturaleza',
    food: 'Comida y bebida',
    travel: 'Viajes y lugares',
    activities: 'Actividades',
    objects: 'Objetos',
    symbols: 'Símbolos',
    flags: 'Banderas',
  },
};

const help: GuestTable['help'] = {
  title: 'Ayuda',
  commands: {
    title: 'Comandos',
    me: 'Decir lo que haces',
    shrug: 'Encogerte de hombros: ¯\\_(ツ)_/¯',
    topic: 'Cambiar el tema de la sala',
    help: 'Abrir esta ayuda',
    literal: 'Decir algo que empieza por /palabra',
  },

  writing: {
    title: 'Escribir',
    mention: 'Mencionar a alguien',
    emoji: 'Buscar un emoji',
    emphasis: 'Cursiva',
    strong: 'Negrita',
    struck: 'Tachado',
    code: 'Código',
    block: 'Código de varias líneas',
    quote: 'Una cita',
    list: 'Una lista',
  },

  keys: {
    title: 'Teclas',
    send: 'Enviar',
    line: 'Empezar otra línea',
    last: 'En el campo vacío: editar tu último mensaje',
    leave: 'Salir de una respuesta, una edición o un mensaje',
    search: 'Buscar',
    regions: 'Ir a la siguiente parte de la página',
    help: 'Abrir esta ayuda',
    rows: 'Moverte entre los mensajes',
    reply: 'Responder al mensaje',
    edit: 'Editar el mensaje',
    remove: 'Eliminar el mensaje',
    react: 'Reaccionar al mensaje',
    menu: 'Ver todo lo que puedes hacer con él',
  },

  keyNames: {
    control: 'Ctrl',
    shift: 'Mayús',
    enter: 'Intro',
    escape: 'Esc',
    delete: 'Supr',
    home: 'Inicio',
    end: 'Fin',
  },

  singleKeys: {
    label: 'Teclas sin Ctrl: ? y /',
    help: '? abre la ayuda y / abre la búsqueda, salvo mientras escribes. Desactívalo si ocurre sin querer, por ejemplo al dictar.',
  },

  choices: {
    names: 'Personas',
    emoji: 'Emojis',
    commands: 'Comandos',
    away: 'ahora no está',
    everybody: 'todas las personas de la sala',
  },

  noCommand: (escaped) =>
    `No existe ese comando. /help los muestra todos. Si quieres enviar ese texto, empiézalo con ${escaped}.`,
};

const search: GuestTable['search'] = {
  title: 'Búsqueda',
  label: 'Buscar mensajes',
  help: 'Escribe palabras o una "frase exacta". Los botones acotan la búsqueda.',
  narrow: 'Acotar la búsqueda',
  suggestions: {
    from: 'De…',
    on: 'Un día',
    before: 'Antes',
    after: 'Después',
    link: 'Con enlace',
    file: 'Con archivo',
    code: 'Con código',
  },
  names: {
    filters: { from: 'de', on: 'el', before: 'antes', after: 'después', has: 'con' },
    contents: { link: 'enlace', file: 'archivo', code: 'código' },
  },
  lacks: {
    day: 'Escribe el día así: 2026-11-22.',
    content: 'Escribe con:enlace, con:archivo o con:código.',
  },
  searching: 'Buscando…',
  found: (n, more) =>
    more
      ? count(n, { one: 'El mensaje más reciente', other: 'Los # mensajes más recientes' })
      : count(n, { one: '# mensaje', other: '# mensajes' }),
  none: (what) => ['No se encontró nada para ', { name: what }, '.'],
  shown: 'Se muestra en la conversación.',
  hits: 'Mensajes encontrados',
};

const early: EarlyWords = {
  tooOld: 'Este navegador es demasiado antiguo para la página de la sala.',
  needsScript: 'La página de la sala necesita JavaScript.',
  simplePage: 'Abrir la página sencilla',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
