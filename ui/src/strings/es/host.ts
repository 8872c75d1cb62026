// The words that only the host's window shows, in Spanish.
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable, HostWords } from '../words';
import { doctor } from './doctor';

const count = counting('es');

const host: HostWords = {
  greeting: {
    title: 'Abre tu sala',
    lead: 'Tu red va a tener una sala de chat.',
    join: 'Abrir la sala',
  },

  paused: {
    words: 'La sala está en pausa: nadie puede entrar ni escribir.',
    resume: 'Reanudar',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed' ? why : `Los invitados no pueden entrar. ${why} Esta ventana sigue funcionando.`,

  setAside: {
    dismiss: 'Cerrar este aviso',
    words: ({ cause, path, restored, new_code }): string => {
      const what = {
        broken: 'No se pudo leer el archivo de ajustes.',
        newer: 'Los ajustes los escribió una versión más nueva de Flatchat. Esta versión usa los que conoce.',
        partly: 'Algunos ajustes no eran válidos. Se usan los demás.',
        gone: 'Faltaba el archivo de ajustes.',
      }[cause];
      const instead = restored
        ? {
            broken: 'Se usa su última copia buena.',
            newer: '',
            partly: 'Los que no eran válidos tienen su último valor bueno.',
            gone: 'Se usa su última copia buena.',
          }[cause]
        : {
            broken: 'Todos los ajustes tienen sus valores predeterminados.',
            newer: '',
            partly: 'Los que no eran válidos tienen sus valores predeterminados.',
            gone: '',
          }[cause];
      const code = new_code
        ? 'Puede que la sala tuviera un código, así que ahora tiene uno nuevo. Está en los ajustes.'
        : '';
      const where = path === null ? '' : `El archivo anterior es ${path}.`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'Menú',
    showFile: 'Mostrar chat.txt en su carpeta',
    export: 'Exportar…',
    rooms: 'Abrir otra sala…',
    nearby: 'Salas cercanas…',
    pause: 'Poner la sala en pausa',
    resume: 'Reanudar la sala',
    zoom: 'Zoom',
    smaller: 'Más pequeño',
    larger: 'Más grande',
    usualSize: (now) => `Tamaño normal, ahora ${now}`,
    fullScreen: 'Pantalla completa',
    guide: 'Guía',
    about: 'Acerca de Flatchat',
    quit: 'Salir',
  },

  rooms: {
    title: 'Salas',
    here: 'Esta sala',
    show: 'Mostrar chat.txt en su carpeta',
    recent: 'Abiertas antes',
    open: (title) => `Abrir ${title}`,
    choose: 'Elegir una carpeta…',
    help: 'Una sala es una carpeta con un chat.txt. Una carpeta que no lo tiene pasa a ser una sala nueva. Si abres otra sala, esta se cierra para sus invitados.',
    leave: '¿Cerrar esta sala?',
    leaveWords: (guests) =>
      count(guests, {
        one: 'Hay # invitado en esta sala. Si abres otra, tendrá que salir.',
        other: 'Hay # invitados en esta sala. Si abres otra, tendrán que salir todos.',
      }),
    leaveYes: 'Cerrarla y continuar',
    leaveNo: 'Seguir en esta sala',
  },

  export: {
    title: 'Exportar la sala',
    formats: {
      html: {
        name: 'Una página',
        use: 'Se abre en cualquier navegador, también sin conexión, y permite buscar. Para personas.',
      },
      markdown: { name: 'Markdown', use: 'Un texto para leer, imprimir o incluir en otros documentos.' },
      json_lines: {
        name: 'Líneas JSON',
        use: 'Una entrada por línea, con sus ediciones y reacciones. Para programas.',
      },
      log: {
        name: 'chat.txt',
        use: 'Una copia exacta del registro. Flatchat puede volver a abrirla como sala.',
      },
    },
    help: 'Todo lo dicho hasta ahora va a un solo archivo, sin el texto de los mensajes eliminados.',
    saving: 'Elige un lugar. Las salas largas tardan un momento…',
    saved: (name) => `Guardado como ${name}`,
    show: 'Mostrarlo en su carpeta',
  },

  about: {
    title: 'Acerca de',
    version: (version, engine) => [`Versión ${version}`, engine].filter(Boolean).join(' · '),
    what: 'Una sala de chat para tu red. Todo lo que se dice es una línea en un solo archivo de texto que es tuyo.',
    licence: 'Software libre con la licencia MIT o la licencia Apache 2.0, a tu elección.',
    licences: 'Licencias de todas sus partes',
  },

  doctor: {
    open: '¿No pueden entrar?',
    title: '¿Por qué no pueden entrar?',
    running: 'Siguiendo el camino de un invitado hasta la sala…',
    found: (n) =>
      count(n, {
        one: '# paso impide que entren los invitados.',
        other: '# pasos impiden que entren los invitados.',
      }),
    nothingFound: 'No se encontró nada en este equipo que impida entrar a los invitados.',
    again: 'Comprobar otra vez',
    more: 'Detalles',
    helps: 'Qué hacer',
    gone: 'Esto ya no es un problema:',
    steps: 'Todos los pasos de un invitado hasta la sala',
    command: 'Comando',
    verdicts: { good: 'Bien', problem: 'Problema', unclear: 'Dudoso' },
    live: 'Ahora pruébalo con un teléfono',
    waiting: 'Esperando el primer paquete de otro dispositivo…',
    hints: [
      'Conecta el teléfono a la misma wifi que este equipo, y no a una wifi de invitados, que aísla los dispositivos entre sí. Desactiva los datos móviles.',
      'Abre el enlace con http:// delante. Si el navegador obliga a usar https, permite http para esta dirección.',
    ],
    reached: {
      connected: 'llegó a este equipo.',
      page: 'abrió la página.',
      joined: 'está en la sala.',
    },
    onlyConnected:
      'Si no pasa nada más, el navegador está intentando usar https. La dirección tiene que empezar por http://.',
  },

  nearby: {
    title: 'Salas cercanas',
    lead: 'Salas que otras personas tienen abiertas en esta red. Cada una se abre en su propia ventana.',
    none: 'Por ahora no hay ninguna otra sala.',
    noneHelp:
      'Una sala aparece aquí en cuanto su anfitrión la abre. Si la red aísla los equipos entre sí, pide un enlace al anfitrión.',
    code: 'pide un código',
    open: 'abierta a todo el mundo',
    gone: 'ya no está',
  },

  settings: {
    lead: 'Los cambios se aplican al momento.',
    applied: 'Cambiado.',
    failed: (why) => `No se pueden mostrar los ajustes. ${why}`,

    room: 'Sala',
    roomTitle: 'Título de la sala',
    roomTitleHelp: 'Se muestra arriba en la página de todo el mundo.',
    roomTitleBad: 'La sala necesita un título.',
    code: 'Código de la sala',
    codeHelp: 'Los invitados lo necesitan para entrar. Déjalo vacío si la sala es abierta.',
    maxGuests: 'Máximo de invitados',
    maxGuestsHelp: (here) => {
      const now = here === 0 ? 'Ahora no hay ninguno.' : count(here, { other: 'Ahora hay # en la sala.' });
      return `Cuántos invitados puede haber a la vez, sin contarte a ti. ${now}`;
    },
    maxGuestsBad: 'Escribe un número entero.',
    maxFile: 'Archivo más grande (MB)',
    maxFileHelp: 'El tamaño máximo de un archivo que se comparte aquí.',
    maxFiles: 'Todos los archivos juntos (MB)',
    maxFilesHelp:
      'Cuánto espacio de tu disco pueden ocupar los archivos compartidos. Los que ya están se quedan.',
    megabytesBad: 'Escribe un número entero, a partir de 1.',

    network: 'Red',
    port: 'Puerto',
    portHelp: (bound) =>
      `Déjalo vacío para usar cualquier puerto libre.${bound === null ? '' : ` En uso ahora: ${bound}.`}`,
    portBad: 'Escribe un número entero del 1 al 65535, o nada.',
    listen: 'Quién puede llegar a la sala',
    listenHelp: 'Elige una sola red para dejar fuera a los demás.',
    listenAll: 'Todo el mundo en tus redes',
    listenThisComputer: 'Solo este equipo',
    listenAddress: (ip, card) => `Solo por ${ip} (${card})`,
    listenAddressGone: (ip) => `Solo por ${ip} (ahora no está)`,
    fixed: (listen) => `Al arrancar se indicó FLATCHAT_LISTEN=${listen}, y eso es lo que vale.`,
    localName: 'Nombre en la red',
    localNameHelp:
      'Los invitados también pueden abrir este nombre seguido de «.local». Usa letras, cifras y guiones. Si lo dejas vacío, es flatchat.',
    allowedHosts: 'Otros nombres de la sala',
    allowedHostsHelp:
      'Nombres con los que un proxy o tu router ofrece la sala, como chat.example, separados por comas. Permite solo nombres que hayas puesto tú.',
    announce: 'Anunciar la sala',
    announceHelp: 'La gente de tus redes encuentra la sala sin un enlace.',

    me: 'Yo',
    name: 'Tu nombre',
    nameHelp: 'Los demás lo ven junto a tus mensajes.',
    themeHelp: 'Afecta a tu ventana. Los invitados eligen el suyo.',
    notifications: 'Notificaciones',
    notificationsHelp: 'Aparecen en el escritorio mientras usas otra ventana.',
    notificationChoices: { all: 'Todos los mensajes', mentions: 'Con mi nombre', none: 'Ninguna' },

    desktop: 'Escritorio',
    autostart: 'Abrir al encender el equipo',
    autostartHelp: 'La sala se abre cuando inicias sesión, sin su ventana.',
    tray: 'Seguir en la bandeja',
    trayHelp: 'Si el escritorio tiene bandeja del sistema, la sala sigue abierta cuando cierras la ventana.',
    keepAwake: 'No suspender si hay invitados',
    keepAwakeHelp:
      'Mientras haya invitados, y hasta un minuto después, este equipo no se suspende solo. La pantalla puede apagarse.',

    languageOfSystem: 'El del equipo',
    languageHelp:
      'Se usa en tu ventana, en la bandeja y en las notificaciones. Los invitados eligen el suyo.',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'La sala necesita un título.',
    too_long: ({ most }) => `El título puede tener ${most} caracteres como máximo. Acórtalo.`,
  },
  bad_code: {
    empty: 'El código no puede estar vacío. Escribe al menos un carácter.',
    too_long: ({ most }) => `El código puede tener ${most} caracteres como máximo. Acórtalo.`,
    control: 'El código no puede llevar caracteres de control. Quítalos.',
  },
  bad_max_guests: ({ most }) =>
    `Una sala admite entre 1 y ${most} invitados. Elige un número entre esos dos.`,
  bad_local_name: {
    empty: 'El nombre en la red no puede estar vacío. Escribe al menos una letra.',
    too_long: ({ most }) => `El nombre en la red puede tener ${most} caracteres como máximo. Acórtalo.`,
    letters: 'El nombre en la red solo puede llevar letras de la «a» a la «z», cifras y guiones.',
    hyphen: 'El nombre en la red tiene que empezar y terminar con una letra o una cifra.',
  },
  bad_host_name: {
    address: 'Escribe solo el nombre, como chat.example, sin http:// ni /.',
    wildcard: 'Escribe cada nombre completo. El * no sustituye a otros.',
    not_ascii:
      'Escribe el nombre como lo envían los navegadores. Cópialo de la barra de direcciones: empieza por xn--.',
    port: 'Quita el puerto. Un nombre se permite en todos los puertos.',
    not_a_name: 'Eso no es un nombre de servidor. Escribe uno como chat.example.',
  },
  export_failed: 'No se pudo exportar. Inténtalo de nuevo.',
  export_full: 'El disco está lleno. Libera espacio o elige otro lugar.',
  export_interrupted: 'El archivo chat.txt se reemplazó mientras se exportaba. Inténtalo de nuevo.',
  export_over_room: 'La sala guarda sus propios archivos en esta carpeta. Elige otro nombre u otra carpeta.',
  export_unwritable: ({ cause }) =>
    cause
      ? `No se puede escribir ahí el archivo: ${cause.replace(/[.\s]+$/, '')}. Elige otro lugar.`
      : 'Ahí no se puede guardar un archivo. Elige otro lugar.',
};

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}: ${cause.replace(/[.\s]+$/, '')}.`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('Esta carpeta no se puede usar', problem),
  bad_link: 'Este enlace no se puede abrir.',
  cannot_listen: {
    variable: ({ value }) =>
      `La variable ${value} no es una dirección en la que escuchar. Ejemplos: 192.168.1.5:8765, localhost, 8765.`,
    no_such_address: ({ value }) =>
      `Este equipo no tiene ahora la dirección ${value}. Elige otra en los ajustes.`,
    os: (problem) => because(`La sala no puede usar la dirección ${problem.value}`, problem),
  },
  cannot_open: {
    file: (problem) => because(`No se puede abrir ${problem.value}`, problem),
    no_link: ({ value }) => `No se puede abrir «${value}»: ningún enlace lleva hasta allí.`,
    not_a_file: ({ value }) => `${value} no es un archivo. Muévelo a otro lugar o elige otra carpeta.`,
    room_in_use: ({ value, cause }) =>
      `La carpeta ${value} está en uso por ${cause}. Ciérralo primero o elige otra carpeta.`,
    room_not_there: ({ value }) =>
      `La carpeta ${value} de tu última sala no está disponible, así que se ha abierto otra sala. En el próximo inicio se intentará de nuevo.`,
    room_unusable: (problem) => because(`No se puede abrir la sala de ${problem.value}`, problem),
    window: (problem) => because(`No se puede abrir «${problem.value}» en una ventana`, problem),
  },
  cannot_search: (problem) => because('Este equipo no puede buscar salas', problem),
  no_autostart: (problem) => because('El escritorio no lo permite', problem),
  no_export: 'Todavía no se ha exportado nada.',
  no_full_screen: (problem) => because('La ventana no puede ocupar toda la pantalla', problem),
  no_guide: (problem) => because('No se puede mostrar la guía', problem),
  no_licences: 'Esta versión no trae el archivo de licencias.',
  no_offer: 'Este archivo ya no está disponible. Elígelo otra vez.',
  not_saved: (problem) => because('Ahí no se puede guardar el archivo', problem),
  no_place: (problem) => because('Ahí no se puede guardar un archivo', problem),
  no_room: 'Todavía no hay ninguna sala abierta. Inténtalo de nuevo en un momento.',
  no_zoom: (problem) => because('No se puede cambiar el tamaño de la página', problem),
  port_missed: ({ value, suggestion }) =>
    `El puerto ${value} está en uso, así que la sala está ahora en el ${suggestion}.`,
  port_taken: ({ value }) => `Otro programa está usando el puerto ${value}. Elige otro en los ajustes.`,
  settings_not_kept: (problem) => because('No se pueden guardar los ajustes', problem),
  unknown_room: 'Flatchat ya no conoce esta sala. Elige su carpeta.',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
