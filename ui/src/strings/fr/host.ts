// The words that only the host's window shows, in French.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { HostCode } from '../en/hostRefusals';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostTable, HostWords } from '../words';
import { doctor } from './doctor';

const count = counting('fr');

const host: HostWords = {
  greeting: {
    title: 'Ouvrez votre salon',
    lead: 'Votre réseau gagne un salon de discussion.',
    join: 'Ouvrir le salon',
  },

  paused: {
    words: 'Le salon est en pause : personne ne peut le rejoindre ni rien dire.',
    resume: 'Reprendre',
  },

  serverTrouble: ({ code }, why) =>
    code === 'port_missed'
      ? why
      : `Les invités ne peuvent pas rejoindre le salon. ${why} Cette fenêtre marche toujours.`,

  setAside: {
    dismiss: 'Fermer cet avis',
    words: ({ cause, path, restored, new_code }) => {
      const what = {
        broken: 'Le fichier des paramètres était illisible.',
        newer:
          'Une version plus récente de Flatchat a écrit les paramètres. Cette version utilise ceux qu’elle connaît.',
        partly: 'Certains paramètres n’étaient pas valides. Les autres sont utilisés.',
        gone: 'Le fichier des paramètres manquait.',
      }[cause];
      const instead = restored
        ? {
            broken: 'Sa dernière bonne copie est utilisée.',
            newer: '',
            partly: 'Ceux qui ne l’étaient pas ont leurs dernières bonnes valeurs.',
            gone: 'Sa dernière bonne copie est utilisée.',
          }[cause]
        : {
            broken: 'Tous les paramètres ont leurs valeurs par défaut.',
            newer: '',
            partly: 'Ceux qui ne l’étaient pas ont leurs valeurs par défaut.',
            gone: '',
          }[cause];
      const code = new_code
        ? 'Le salon avait peut-être un code, il en a donc un nouveau. Vous le trouverez dans les paramètres.'
        : '';
      const where = path === null ? '' : `L’ancien fichier est ${path}.`;
      return [what, instead, code, where].filter(Boolean).join(' ');
    },
  },

  menu: {
    open: 'Menu',
    showFile: 'Afficher chat.txt dans son dossier',
    export: 'Exporter…',
    rooms: 'Ouvrir un autre salon…',
    nearby: 'Salons à proximité…',
    pause: 'Mettre le salon en pause',
    resume: 'Reprendre le salon',
    zoom: 'Zoom',
    smaller: 'Plus petit',
    larger: 'Plus grand',
    usualSize: (now) => `Taille normale, à présent ${now}`,
    fullScreen: 'Plein écran',
    guide: 'Guide',
    about: 'À propos de Flatchat',
    quit: 'Quitter',
  },

  rooms: {
    title: 'Salons',
    here: 'Ce salon',
    show: 'Afficher chat.txt dans son dossier',
    recent: 'Ouverts récemment',
    open: (title) => `Ouvrir ${title}`,
    choose: 'Choisir un dossier…',
    help: 'Un salon est un dossier avec un fichier chat.txt. Tout autre dossier devient un nouveau salon. Si vous changez de salon, celui-ci se ferme pour ses invités.',
    leave: 'Fermer ce salon ?',
    leaveWords: (guests) =>
      `${count(guests, { one: '# invité est', other: '# invités sont' })} dans ce salon. Si vous en ouvrez un autre, celui-ci se fermera pour ${guests === 1 ? 'cette personne' : 'tout le monde'}.`,
    leaveYes: 'Fermer et continuer',
    leaveNo: 'Rester dans ce salon',
  },

  export: {
    title: 'Exporter le salon',
    formats: {
      html: {
        name: 'Une page',
        use: 'S’ouvre dans tout navigateur, même hors ligne, et permet la recherche. Pour les personnes.',
      },
      markdown: {
        name: 'Markdown',
        use: 'Un texte à lire, à imprimer ou à mettre dans d’autres documents.',
      },
      json_lines: {
        name: 'JSON Lines',
        use: 'Une entrée par ligne, avec ses modifications et ses réactions. Pour les programmes.',
      },
      log: {
        name: 'chat.txt',
        use: 'Une copie exacte du fichier. Flatchat peut la rouvrir comme salon.',
      },
    },
    help: 'Tout ce qui a été dit jusqu’ici va dans un seul fichier, sans le texte des messages supprimés.',
    saving: 'Choisissez un emplacement. Une longue conversation demande un moment…',
    saved: (name) => `Enregistré sous ${name}`,
    show: 'Afficher dans son dossier',
  },

  about: {
    title: 'À propos',
    version: (version, engine) => [`Version ${version}`, engine].filter(Boolean).join(' · '),
    what: 'Un salon de discussion pour votre réseau. Chaque message est une ligne d’un simple fichier texte, qui est à vous.',
    licence: 'Logiciel libre sous licence MIT ou licence Apache 2.0, à votre choix.',
    licences: 'Licences de tous ses composants',
  },

  doctor: {
    open: 'Quelqu’un n’arrive pas à entrer ?',
    title: 'Pourquoi n’arrive-t-on pas à entrer ?',
    running: 'Vérification du chemin d’un invité vers le salon…',
    found: (n) => count(n, { one: '# étape bloque les invités.', other: '# étapes bloquent les invités.' }),
    nothingFound: 'Rien de connu sur cet ordinateur ne bloque les invités.',
    again: 'Vérifier de nouveau',
    more: 'Détails',
    helps: 'Ce qui aide',
    gone: 'Ce problème est résolu :',
    steps: 'Toutes les étapes du chemin d’un invité vers le salon',
    command: 'Commande',
    verdicts: { good: 'OK', problem: 'Problème', unclear: 'Incertain' },
    live: 'Essayez maintenant avec un téléphone',
    waiting: 'En attente du premier paquet d’un autre appareil…',
    hints: [
      'Connectez le téléphone au même Wi-Fi que cet ordinateur, et non à un Wi-Fi pour invités, qui isole les appareils. Désactivez les données mobiles.',
      'Ouvrez le lien avec http:// devant. Si le navigateur impose https, autorisez http pour cette adresse.',
    ],
    reached: {
      connected: 'a atteint cet ordinateur.',
      page: 'a ouvert la page.',
      joined: 'est dans le salon.',
    },
    onlyConnected:
      'S’il ne se passe rien d’autre, le navigateur essaie d’utiliser https. L’adresse doit commencer par http://.',
  },

  nearby: {
    title: 'Salons à proximité',
    lead: 'Les salons des autres sur ce réseau. Chacun s’ouvre dans sa propre fenêtre.',
    none: 'Aucun autre salon pour le moment.',
    noneHelp:
      'Un salon apparaît ici dès que son hôte l’ouvre. Sur les réseaux qui isolent les ordinateurs, demandez un lien à l’hôte.',
    code: 'demande un code',
    open: 'ouvert à tout le monde',
    gone: 'n’est plus là',
  },

  settings: {
    lead: 'Les changements s’appliquent tout de suite.',
    applied: 'Modifié.',
    failed: (why) => `Impossible d’afficher les paramètres : ${why}`,

    room: 'Salon',
    roomTitle: 'Titre du salon',
    roomTitleHelp: 'Affiché en haut de la page, pour tout le monde.',
    roomTitleBad: 'Le salon a besoin d’un titre.',
    code: 'Code du salon',
    codeHelp: 'Les invités en ont besoin pour entrer. Vide : le salon est ouvert.',
    maxGuests: 'Nombre maximal d’invités',
    maxGuestsHelp: (here) =>
      `Combien d’invités en même temps, sans vous compter. ${here === 0 ? 'Il n’y en a aucun' : count(here, { other: 'Il y en a #' })} en ce moment.`,
    maxGuestsBad: 'Saisissez un nombre entier.',
    maxFile: 'Fichier le plus gros (Mo)',
    maxFileHelp: 'La taille maximale d’un fichier partagé ici.',
    maxFiles: 'Tous les fichiers ensemble (Mo)',
    maxFilesHelp:
      'La place que les fichiers partagés peuvent occuper sur votre disque. Ceux qui y sont déjà restent.',
    megabytesBad: 'Saisissez un nombre entier, à partir de 1.',

    network: 'Réseau',
    port: 'Port',
    portHelp: (bound) =>
      `Vide : n’importe quel port libre.${bound === null ? '' : ` En ce moment : ${bound}.`}`,
    portBad: 'Saisissez un nombre entier de 1 à 65535, ou rien.',
    listen: 'Qui peut accéder au salon',
    listenHelp: 'Choisissez un seul réseau pour laisser les autres dehors.',
    listenAll: 'Tout le monde sur vos réseaux',
    listenThisComputer: 'Seulement cet ordinateur',
    listenAddress: (ip, card) => `Seulement par ${ip} (${card})`,
    listenAddressGone: (ip) => `Seulement par ${ip} (absente pour le moment)`,
    fixed: (listen) => `FLATCHAT_LISTEN=${listen} a été défini au démarrage et s’applique à la place.`,
    localName: 'Nom sur le réseau',
    localNameHelp:
      'Les invités peuvent aussi ouvrir ce nom suivi de « .local ». Lettres, chiffres et traits d’union. Vide : flatchat.',
    allowedHosts: 'Autres noms du salon',
    allowedHostsHelp:
      'Noms sous lesquels un proxy ou votre routeur propose le salon, comme chat.example, séparés par des virgules. N’autorisez que ceux que vous avez donnés.',
    announce: 'Annoncer le salon',
    announceHelp: 'Sur vos réseaux, on trouve le salon sans lien.',

    me: 'Moi',
    name: 'Votre nom',
    nameHelp: 'Les autres le voient à côté de vos messages.',
    themeHelp: 'Cela concerne votre fenêtre. Les invités choisissent la leur.',
    notifications: 'Notifications',
    notificationsHelp: 'Sur le bureau, quand vous utilisez une autre fenêtre.',
    notificationChoices: { all: 'Chaque message', mentions: 'Avec mon nom', none: 'Aucune' },

    desktop: 'Bureau',
    autostart: 'Démarrer avec l’ordinateur',
    autostartHelp: 'Le salon s’ouvre avec votre session, sans sa fenêtre.',
    tray: 'Rester dans la zone de notification',
    trayHelp: 'S’il y en a une, le salon reste ouvert quand vous fermez la fenêtre.',
    keepAwake: 'Rester éveillé pour les invités',
    keepAwakeHelp:
      'Tant que des invités sont là, et une minute de plus, cet ordinateur ne se met pas en veille de lui-même. L’écran peut s’éteindre.',

    languageOfSystem: 'Celle de l’ordinateur',
    languageHelp:
      'Pour votre fenêtre, la zone de notification et les notifications. Les invités choisissent la leur.',
  },
};

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'Le salon a besoin d’un titre.',
    too_long: ({ most }) => `Un titre ne peut pas dépasser ${most} caractères. Raccourcissez-le.`,
  },
  bad_code: {
    empty: 'Un code ne peut pas être vide. Saisissez au moins un caractère.',
    too_long: ({ most }) => `Un code ne peut pas dépasser ${most} caractères. Raccourcissez-le.`,
    control: 'Un code ne peut pas avoir de caractères de contrôle. Enlevez-les.',
  },
  bad_max_guests: ({ most }) =>
    `Un salon accueille de 1 à ${most} invités. Choisissez un nombre entre les deux.`,
  bad_local_name: {
    empty: 'Un nom sur le réseau ne peut pas être vide. Saisissez au moins une lettre.',
    too_long: ({ most }) => `Un nom sur le réseau ne peut pas dépasser ${most} caractères. Raccourcissez-le.`,
    letters: 'Un nom sur le réseau ne contient que les lettres de a à z, des chiffres et des traits d’union.',
    hyphen: 'Un nom sur le réseau commence et finit par une lettre ou un chiffre.',
  },
  bad_host_name: {
    address: 'Écrivez le nom seul, comme chat.example, sans http:// ni /.',
    wildcard: 'Écrivez chaque nom en entier. Un * n’en remplace pas d’autres.',
    not_ascii:
      'Écrivez le nom comme les navigateurs l’envoient. Copié depuis leur barre d’adresse, il commence par xn--.',
    port: 'Enlevez le port. Un nom est autorisé sur tous les ports.',
    not_a_name: 'Ce n’est pas un nom d’hôte. Écrivez-en un comme chat.example.',
  },
  export_failed: 'L’export a échoué. Réessayez.',
  export_full: 'Le disque est plein. Libérez de la place, ou choisissez un autre emplacement.',
  export_interrupted: 'Le fichier chat.txt a été remplacé pendant l’export. Réessayez.',
  export_over_room:
    'Le salon garde ses propres fichiers dans ce dossier. Choisissez un autre nom ou un autre dossier.',
  export_unwritable: ({ cause }) =>
    cause
      ? `Impossible d’écrire le fichier à cet endroit : ${cause.replace(/[.\s]+$/, '')}. Choisissez un autre emplacement.`
      : 'Un fichier ne peut pas être enregistré ici. Choisissez un autre emplacement.',
};

/** The system's own words come last, because they may be in any language. */
const because = (sentence: string, { cause = '' }: Problem) =>
  `${sentence} : ${cause.replace(/[.\s]+$/, '')}.`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('Ce dossier ne peut pas être utilisé', problem),
  bad_link: 'Ce lien ne peut pas être ouvert.',
  cannot_listen: {
    variable: ({ value }) =>
      `La variable ${value} n’est pas une adresse d’écoute. Exemples : 192.168.1.5:8765, localhost, 8765.`,
    no_such_address: ({ value }) =>
      `Cet ordinateur n’a pas l’adresse ${value} pour le moment. Choisissez-en une autre dans les paramètres.`,
    os: (problem) => because(`Le salon ne peut pas être proposé à l’adresse ${problem.value}`, problem),
  },
  cannot_open: {
    file: (problem) => because(`Impossible d’ouvrir ${problem.value}`, problem),
    no_link: ({ value }) => `Impossible d’ouvrir « ${value} » : aucun lien n’y mène.`,
    not_a_file: ({ value }) => `${value} n’est pas un fichier. Déplacez-le, ou choisissez un autre dossier.`,
    room_in_use: ({ value, cause }) =>
      `${value} est utilisé par ${cause}. Fermez d’abord celui-ci, ou choisissez un autre dossier.`,
    room_not_there: ({ value }) =>
      `Le dossier ${value} de votre dernier salon n’est pas là : un autre salon est donc ouvert. Le prochain démarrage réessaiera.`,
    room_unusable: (problem) => because(`Impossible d’ouvrir le salon dans ${problem.value}`, problem),
    window: (problem) => because(`Impossible d’ouvrir « ${problem.value} » dans une fenêtre`, problem),
  },
  cannot_search: (problem) => because('Cet ordinateur ne peut pas rechercher de salons', problem),
  no_autostart: (problem) => because('L’environnement de bureau ne le permet pas', problem),
  no_export: 'Rien n’a encore été exporté.',
  no_full_screen: (problem) => because('La fenêtre ne peut pas remplir l’écran', problem),
  no_guide: (problem) => because('Impossible d’afficher le guide', problem),
  no_licences: 'Le fichier des licences manque dans cette version.',
  no_offer: 'Ce fichier n’est plus disponible. Choisissez-le de nouveau.',
  not_saved: (problem) => because('Le fichier ne peut pas être enregistré à cet endroit', problem),
  no_place: (problem) => because('Un fichier ne peut pas être enregistré ici', problem),
  no_room: 'Aucun salon n’est encore ouvert. Réessayez dans un instant.',
  no_zoom: (problem) => because('Impossible de changer la taille de la page', problem),
  port_missed: ({ value, suggestion }) =>
    `Le port ${value} est occupé, le salon est donc maintenant sur le port ${suggestion}.`,
  port_taken: ({ value }) =>
    `Le port ${value} est utilisé par un autre programme. Choisissez-en un autre dans les paramètres.`,
  settings_not_kept: (problem) => because('Impossible d’enregistrer les paramètres', problem),
  unknown_room: 'Ce salon n’est plus connu. Choisissez son dossier.',
};

const refusals = { ...settings, ...app };

export const table: HostTable = { host, doctor, hostRefusal: (problem) => wordsOf(refusals, problem) };
