// The words that guests can see, in French.
/* eslint no-irregular-whitespace: ["error", { "skipTemplates": true }] -- they are meant */
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { counting } from '../counted';
import type { GuestCode } from '../en/refusals';
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

const count = counting('fr');

const bytesOf = (n: number) => count(n, { one: '# octet', other: '# octets' });

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}, ligne ${problem.line}, caractère ${problem.column}`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (bytes = 0) =>
  bytes < 1e6 ? bytesOf(bytes) : count(Math.floor(bytes / 1e6), { other: '# Mo' });

const notUnderstood = 'Le salon n’a pas compris cette page. Rechargez-la.';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) => `Quelqu’un ici porte déjà ce nom, ou presque. Essayez « ${suggestion} ».`,
  bad_name: {
    empty: 'Veuillez saisir un nom.',
    too_long: ({ most }) => `Un nom ne peut pas dépasser ${most} caractères. Choisissez-en un plus court.`,
    colon: 'Un nom ne peut pas contenir de deux-points. Veuillez l’enlever.',
    unshowable: (problem) =>
      `Le nom contient un caractère impossible à afficher (${unicode(problem)}). Veuillez l’enlever.`,
    invisible: (problem) =>
      `Le nom contient un caractère invisible (${unicode(problem)}). Saisissez de nouveau le nom, sans le coller.`,
    loose_mark: (problem) =>
      `Le nom contient un accent sans lettre (${unicode(problem)}). Placez-le après une lettre, ou enlevez-le.`,
    too_many_marks: 'Dans le nom, une lettre porte trop d’accents. Veuillez en enlever.',
  },
  bad_text: {
    empty: 'Le message est vide. Écrivez d’abord quelque chose.',
    control: (problem) =>
      `Le message contient un caractère de contrôle (${spot(problem)}). Enlevez-le et renvoyez le message.`,
    wrongly_converted: (problem) =>
      `Le message contient un caractère mal converti (${spot(problem)}). C’était sans doute « ${problem.suggestion} » : écrivez-le à cet endroit et renvoyez le message.`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? 'C’est plus que ce que ce salon accepte en une fois. Envoyez-le en plusieurs parties.'
      : `Le message dépasse ${most / 1024} Kio. Envoyez-le en plusieurs parties.`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: 'Saisissez un ou plusieurs mots à rechercher, 256 octets au plus.',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'Le disque de l’ordinateur de l’hôte ne répond pas ; réessayez plus tard.',
  disk_full: 'Le disque est plein ; libérez de la place sur l’ordinateur de l’hôte, puis renvoyez.',
  file_in_use:
    'Un autre programme garde un fichier du salon pour lui seul ; fermez-le sur l’ordinateur de l’hôte, puis renvoyez.',
  join_first: 'Rejoignez d’abord le salon.',
  code_required: 'Ce salon demande un code. Rejoignez-le d’abord avec ce code.',
  wrong_code: 'Ce n’est pas le code du salon. Demandez-le à l’hôte, ou scannez de nouveau le code QR.',
  restarted: 'Le salon a redémarré. Vérifiez si cela a déjà été dit avant de le redire.',
  closing: 'Le salon est en train de fermer.',
  bad_ticket: 'Cet accès a déjà servi ou est trop ancien. Rejoignez de nouveau le salon.',
  no_session: 'L’ordinateur de l’hôte ne peut pas vous laisser entrer pour le moment. Réessayez plus tard.',
  key_reused: 'Le salon a confondu ceci avec un autre message. Envoyez-le de nouveau.',
  bad_cursor: 'Cette page ne sait plus où elle en est dans la conversation. Rechargez-la.',
  log_rewritten: 'La conversation a été réécrite. Rechargez la page.',
  other_session: 'Quelqu’un d’autre est déjà dans le salon avec ce navigateur.',
  too_fast: ({ after_secs }) => `Cela fait beaucoup d’un coup. Réessayez dans ${after_secs} s.`,
  too_busy:
    'Une recherche est déjà en cours, de vous ou d’une autre personne à votre adresse. Réessayez quand elle sera finie.',
  too_slow: 'L’envoi a pris trop de temps. Réessayez.',
  too_many_connections:
    'Il y a trop de connexions, depuis votre adresse ou en tout. Fermez-en, ou réessayez plus tard.',
  too_many_downloads: 'Il y a trop de téléchargements en ce moment. Réessayez quand l’un d’eux sera fini.',
  busy: 'Trop de données circulent, depuis ou vers votre adresse, ou en tout. Réessayez dans un instant.',
  wrong_host: 'Le salon ne répond pas à cette adresse. Demandez un autre lien à l’hôte.',
  wrong_origin:
    'La page d’un autre site ne peut pas écrire dans ce salon. Ouvrez l’adresse du salon lui-même.',
  wrong_method: notUnderstood,
  not_found: 'Il n’y a rien à cette adresse. Ouvrez l’adresse du salon.',
  room_full: 'Le salon est complet. Quelqu’un doit d’abord en sortir.',
  room_paused: 'L’hôte a mis le salon en pause. Attendez la reprise.',
  too_many_streams: {
    address: 'Trop de fenêtres sont ouvertes depuis votre adresse. Fermez-en d’abord une.',
    session: 'Vous avez ouvert ce salon trop de fois. Fermez d’abord une de ses fenêtres.',
    strangers: 'Trop de personnes lisent sans nom. Rejoignez le salon pour avoir une place.',
  },
  bad_emoji: 'Ce n’est pas un emoji. Choisissez-en un dans la liste.',
  bad_topic: {
    too_long: ({ most }) => `Un sujet ne peut pas dépasser ${most} caractères. Veuillez le raccourcir.`,
    control: (problem) =>
      `Le sujet contient un caractère de contrôle (${unicode(problem)}). Veuillez l’enlever.`,
    wrongly_converted: ({ suggestion }) =>
      `Le sujet contient un caractère mal converti. C’était sans doute « ${suggestion} ». Écrivez-le à cet endroit.`,
  },
  bad_files_folder:
    'Le salon ne peut pas garder de fichiers : dans son dossier, « files » n’est pas un dossier, ou n’est qu’un lien symbolique. L’hôte doit le déplacer ailleurs.',
  bad_upload: {
    changed: 'Le fichier a changé depuis que vous l’avez choisi. Choisissez-le de nouveau.',
    too_many_bytes: 'Le fichier a changé pendant l’envoi. Envoyez-le de nouveau.',
    thumbnail: 'L’aperçu de ce fichier est inutilisable. Envoyez de nouveau le fichier.',
    no_file: 'Aucun fichier n’est joint. Choisissez-en un.',
    form: notUnderstood,
  },
  disk_nearly_full:
    'Le disque de l’ordinateur de l’hôte est presque plein. L’hôte doit d’abord libérer de la place.',
  file_too_large: ({ most }) =>
    `Ici, un fichier peut faire ${megabytes(most)} au plus. Envoyez-en un plus petit.`,
  files_full: ({ most }) =>
    `Les fichiers de ce salon peuvent occuper ${megabytes(most)} en tout. L’hôte peut en supprimer, ou en autoriser davantage.`,
  no_such_file: 'Ce fichier n’est plus là.',
  no_such_upload: 'Le salon ne connaît plus cet envoi. Envoyez de nouveau le fichier.',
  too_many_files: ({ most }) =>
    `Un message peut partager ${most} fichiers au plus. Partagez les autres dans un autre message.`,
  too_many_uploads:
    'Trop de fichiers sont en cours d’envoi, de votre part, depuis votre adresse ou en tout. Attendez que l’un d’eux arrive.',
  upload_unfinished: 'Un fichier n’est pas encore arrivé en entier. Attendez qu’il le soit.',
  wrong_offset:
    'Le salon et cette page ne sont pas d’accord sur ce qui est déjà arrivé de ce fichier. Envoyez-le de nouveau.',
  no_such_message: 'Ce message n’est plus là.',
  removed: 'Ce message a été supprimé.',
  not_yours:
    'Ce message vient de quelqu’un d’autre, ou date d’avant votre arrivée sous ce nom. Seule la personne qui l’a écrit peut le modifier.',
  too_late: 'Un message peut être modifié pendant 15 minutes. Veuillez en écrire un nouveau.',
  host_only: 'Seul l’hôte peut faire cela, dans la fenêtre de l’application.',
  too_many_reactions: 'Vous avez déjà réagi à ce message avec 20 emojis. Retirez-en d’abord un.',
  too_many_pins: '50 messages sont déjà épinglés. Désépinglez-en d’abord un.',
  not_ready: 'Le salon est encore en train de lire sa conversation. Réessayez dans un instant.',
  not_erased:
    'Le message est supprimé, mais le disque de l’hôte ne permet pas encore d’effacer son texte. Le salon continue d’essayer.',
  names_full: 'Ce salon ne peut pas retenir plus de noms. Quelqu’un doit d’abord le quitter pour de bon.',
};

const page: PageWords = {
  app: 'Flatchat',

  loading: 'Ouverture du salon…',

  refusal: (problem) => wordsOf(refusals, problem),

  close: 'Fermer',

  errors: {
    unreachable: 'Le salon est injoignable.',
    timeout: 'Le salon n’a pas répondu à temps.',
    status: (status) => `Le salon a répondu par une erreur (${status}).`,
  },

  door: {
    greeting: {
      title: 'Entrez',
      lead: 'Un salon de discussion sur ce réseau.',
    },
    name: 'Votre nom',
    nameHelp: 'Choisissez le nom que les autres verront.',
    nameTooLong: (max) => `Un nom ne peut pas dépasser ${max} caractères.`,
    code: 'Code du salon',
    codeHelp: 'Demandez le code à l’hôte du salon.',
    join: 'Rejoindre',
    joining: 'Entrée en cours…',
    useSuggestion: (name) => `Rejoindre en tant que ${name}`,
    cookieHint:
      'Ce navigateur a refusé le cookie qui garde votre nom. Autorisez les cookies pour cette page et rejoignez de nouveau le salon.',
    notRecognised:
      'Vous avez rejoint le salon, mais il n’a pas reconnu ce navigateur ensuite. Rejoignez-le de nouveau. Si cela se reproduit, quelque chose entre ce navigateur et le salon, un proxy par exemple, supprime les cookies.',
    turnedAway: {
      left: 'Vous n’êtes plus dans le salon. Rejoignez-le de nouveau pour continuer.',
      code_required: 'Le salon a maintenant un code. Rejoignez-le avec ce code pour continuer.',
    },
    small: 'Tout ce qui est dit ici est gardé dans un fichier texte sur l’ordinateur de l’hôte.',
  },

  full: {
    title: 'Le salon est complet',
    lead: 'Toutes les places sont prises. Vous entrerez dès qu’il y en aura une de libre.',
    retrying: (seconds) => `Nouvel essai dans ${seconds} s`,
    trying: 'Nouvel essai…',
    now: 'Essayer maintenant',
    back: 'Prendre un autre nom',
  },

  unreachable: {
    title: 'Le salon ne répond pas',
    lead: 'Êtes-vous sur le même réseau que l’hôte ? Son application est-elle ouverte ?',
    answers: 'L’hôte répond',
    opening: 'Le salon va s’ouvrir dans un instant.',
    refused: 'Impossible d’ouvrir le salon',
    retry: 'Réessayer',
  },

  header: {
    people: 'Personnes',
    peopleHere: (n) => count(n, { one: '# personne présente', other: '# personnes présentes' }),
    invite: 'Inviter',
    files: 'Fichiers',
    search: 'Rechercher',
    settings: 'Paramètres',
    peopleWere: (n) => count(n, { one: '# personne était là', other: '# personnes étaient là' }),
    connect: 'Connexion',
    disconnect: 'Déconnexion',
    stop: 'Abandonner',
  },

  connection: {
    why: 'Pourquoi ?',
    states: {
      connected: 'Connecté',
      paused: 'Connecté',
      connecting: 'Connexion…',
      resting: 'En veille',
      left: 'Déconnecté',
      lost_briefly: 'Hors ligne',
      lost: 'Hors ligne',
      missing: 'Hors ligne',
      moving: 'Redirection…',
      room_closed: 'Salon fermé',
      full: 'Salon complet',
      refused: 'Entrée refusée',
    },
    retrying: (seconds) => (seconds > 0 ? ` – nouvel essai dans ${seconds} s` : ' – nouvel essai'),
    banners: {
      connected: null,
      paused: null,
      connecting: null,
      resting: null,
      lost_briefly: null,
      moving: null,
      refused: null,
      lost: 'Il n’y a pas de connexion au salon. Cette page continue d’essayer. Ce que vous écrivez est gardé et sera envoyé plus tard.',
      missing: 'Le salon ne répond pas ici. L’adresse de l’hôte a peut-être changé.',
      room_closed: 'Le salon a fermé. Cette page attend son retour.',
      full: 'Le salon est complet. La connexion se fera dès qu’il y aura une place libre.',
      left: 'Vous avez coupé la connexion. Aucun message n’est reçu et rien n’est envoyé tant que vous ne vous reconnectez pas.',
    },
  },

  roaming: {
    moving: (place) => `Le salon est maintenant à l’adresse ${place}. Redirection…`,
    open: 'Ouvrez',
    orScan: ' ou scannez de nouveau le code QR sur l’écran de l’hôte.',
    scan: 'Scannez de nouveau le code QR sur l’écran de l’hôte.',
  },

  trouble: (reason) =>
    `Rien ne peut être enregistré pour le moment : ${reason.charAt(0).toLowerCase()}${reason.slice(1).replace(/[.\s]+$/, '')}.`,

  paused:
    'L’hôte a mis le salon en pause. Vous pouvez continuer à lire, et vous pourrez écrire de nouveau après la pause.',

  notices: 'Avis',

  log: {
    label: 'Messages',
    region: 'Conversation',
    beginning: 'Le début de chat.txt',
    loadingOlder: 'Chargement des messages plus anciens…',
    olderFailed: 'Les messages plus anciens n’ont pas pu être chargés.',
    failed: 'Les messages n’ont pas pu être chargés.',
    retry: 'Réessayer',
    today: 'Aujourd’hui',
    yesterday: 'Hier',
    unread: 'Nouveau',
    empty: 'Rien n’a encore été dit.',
    emptyLead: 'Dites bonjour, ou invitez les personnes autour de vous.',
    emptyInvite: 'Inviter des personnes',
    newMessages: (n) => count(n, { one: '# nouveau message', other: '# nouveaux messages' }),
    latest: 'Derniers messages',
    file: 'fichier',
    fileTitle: 'Cette ligne a été écrite dans chat.txt, pas dite dans le salon',
    whole: 'Afficher tout le message',
    less: 'Réduire',
    cut: '… (la ligne est plus longue)',
    host: 'hôte',
    setTopic: ' a choisi le sujet : ',
    back: 'Retour',
    react: 'Réagir',
    reply: 'réponse',
    edited: 'modifié',
    editedTitle: 'Afficher les versions précédentes',
    removed: (by) => (by === null ? ['Supprimé'] : ['Supprimé par ', { name: by }]),
    quoteRemoved: 'supprimé',
    sharedFiles: (n) => count(n, { one: '# fichier', other: '# fichiers' }),
    quoteGone: 'Le message n’est plus là',
    quoteTitle: 'Aller au message auquel celui-ci répond',
    row: {
      edited: 'modifié',
      removed: 'supprimé',
      pinned: 'épinglé',
      between: ', ',
      replyTo: (name) => `réponse à ${name}`,
      reactions: (n) => count(n, { one: '# réaction', other: '# réactions' }),
    },
    reactions: 'Réactions',
    reaction: (emoji, n, names) => `${emoji} ${n} : ${names}`,
    names: (names, more) =>
      more > 0
        ? `${names.join(', ')} et ${count(more, { one: '# autre', other: '# autres' })}`
        : names.join(', '),
    someone: 'Quelqu’un',
  },

  pins: {
    label: 'Message épinglé',
    all: (n) => count(n, { one: '# message épinglé', other: '# messages épinglés' }),
    title: 'Messages épinglés',
  },

  topic: {
    title: 'Sujet',
    set: 'Choisir un sujet',
  },

  refusedTopic: 'Seul l’hôte peut choisir le sujet. Pour dire exactement ces mots, commencez par //topic.',
  restartedMeanwhile: 'Le salon a redémarré. Réessayez dans un instant.',

  outbox: {
    sending: 'Envoi…',
    waiting: 'Sera envoyé au retour de la connexion',
    failed: 'Non envoyé.',
    retry: 'Renvoyer',
    edit: 'Modifier',
    discard: 'Supprimer',
    perhapsRemoved:
      'Ce message a peut-être déjà été envoyé, puis supprimé. Appuyez sur « Renvoyer » pour l’envoyer de nouveau.',
    writtenAs: (name) => `Ce message a été écrit sous le nom ${name}.`,
    tooFast: (seconds) => `Vous envoyez trop vite. Ce message sera renvoyé dans ${seconds} s.`,
    keyReused:
      'Le salon a pris ce message pour un autre qu’il a déjà. Appuyez sur « Renvoyer » pour l’envoyer comme un nouveau message.',
  },

  composer: {
    label: 'Message',
    placeholder: 'Message',
    placeholderClosed: 'Déconnecté',
    placeholderPaused: 'Salon en pause',
    share: 'Partager des fichiers',
    send: 'Envoyer',
    save: 'Enregistrer',
    tooLong: (over) => `${bytesOf(over)} de trop`,
    left: (left) => count(left, { one: '# octet restant', other: '# octets restants' }),
  },

  typing: (names) => {
    const [a, b, c] = names.map((name) => ({ name }));
    if (!a) return [];
    if (!b) return [a, ' écrit…'];
    if (!c) return [a, ' et ', b, ' écrivent…'];
    if (names.length === 3) return [a, ', ', b, ' et ', c, ' écrivent…'];
    return ['Plusieurs personnes écrivent…'];
  },

  people: {
    title: 'Personnes',
    you: 'vous',
    host: 'hôte',
    more: (n) => count(n, { one: 'et # autre', other: 'et # autres' }),
  },

  invite: {
    copy: 'Copier',
    copied: 'Copié',
  },
};

const actions: ActionWords = {
  bar: 'Actions',
  menu: 'Message',
  more: 'Plus',
  moreEmoji: 'Plus d’emojis',
  copied: 'Copié',

  items: {
    react: 'Réagir',
    reply: 'Répondre',
    edit: 'Modifier',
    download: 'Télécharger',
    copy_text: 'Copier le texte',
    copy_file_link: 'Copier le lien vers le fichier',
    copy_link: 'Copier le lien vers le message',
    who: 'Qui a réagi',
    wordings: 'Versions précédentes',
    pin: 'Épingler',
    unpin: 'Désépingler',
    remove: 'Supprimer',
  },

  quickEmoji: {
    '👍': 'Pouce levé',
    '❤️': 'Cœur',
    '😂': 'Rire aux larmes',
    '🎉': 'Fête',
    '😮': 'Surprise',
    '😢': 'Tristesse',
  },

  strip: {
    replying: (name) => ['Réponse à ', { name }],
    editing: 'Modification de votre message',
    stop: 'Annuler',
  },

  rewritten: {
    question: 'Entre-temps, le fichier chat.txt a été modifié. Choisissez de nouveau le message.',
    edit: 'Le fichier chat.txt a été modifié, et le message que vous modifiiez ne s’y trouve plus. Votre texte est maintenant un nouveau message.',
    reply:
      'Le fichier chat.txt a été modifié, et le message auquel vous répondiez ne s’y trouve plus. Votre texte est maintenant un nouveau message.',
  },

  removal: {
    title: 'Supprimer ce message ?',
    lead: 'Son texte disparaît du salon et de chat.txt, avec ses versions précédentes et ses réactions. Sa place reste.',
    files: 'Ses fichiers sont effacés de l’ordinateur de l’hôte.',
    copies: 'Les copies que d’autres en ont restent : sauvegardes, notifications et pages hors ligne.',
    reason: 'Raison (facultatif)',
    reasonHelp: 'Tout le monde la voit à la place du message.',
    remove: 'Supprimer',
    cancel: 'Annuler',
  },

  wordings: {
    title: 'Versions précédentes',
    lead: 'La version la plus récente vient en premier.',
    current: 'actuelle',
  },

  pins: {
    none: 'Rien n’est épinglé.',
    unpin: 'Désépingler',
  },

  topic: {
    field: 'Sujet du salon',
    help: 'Tout le monde le voit en haut. Laissez le champ vide pour ne pas en afficher.',
    save: 'Enregistrer',
  },

  people: {
    away: 'absent',
    filter: 'Rechercher quelqu’un',
    none: 'Personne ici ne porte ce nom.',
  },

  attention: {
    mentionsYou: 'vous mentionne',
    many: 'Plus de 99 nouveaux messages',
    mentioned: (name) => `${name} vous mentionne`,
    setting: {
      label: 'Notifications',
      help: 'Pour les messages qui vous mentionnent, pendant que vous utilisez une autre fenêtre.',
      hindrances: {
        insecure:
          'Les navigateurs n’affichent de notifications que pour les adresses https et sur l’ordinateur de l’hôte.',
        missing: 'Ce navigateur ne peut pas afficher de notifications pour cette page.',
        denied:
          'Les notifications sont bloquées pour cette page. Vous pouvez les autoriser dans les paramètres du navigateur.',
      },
      instead:
        'Quand quelqu’un vous mentionne, le titre et l’icône de l’onglet le montrent, et un son retentit.',
    },
  },

  invite: {
    title: 'Inviter des personnes',
    lead: 'Sur le même Wi-Fi, visez ce code avec l’appareil photo du téléphone.',
    qr: (url) => `Code QR pour ${url}`,
    link: 'Lien vers le salon',
    copyByHand: 'Pour copier, appuyez sur Ctrl+C (ou ⌘C, ou maintenez le doigt sur le texte).',
    code: 'Code du salon',
    codeHelp: 'Le lien le contient déjà.',
    others: 'Si cette adresse ne marche pas, essayez-en une autre',
    gone: 'plus disponible',
    via: { this_computer: 'seulement cet ordinateur', network: 'réseau', name: 'nom sur le réseau' },
    none: 'Il n’y a pas encore d’adresse que d’autres pourraient utiliser.',
  },

  settings: {
    title: 'Paramètres',
    unchanged: (why) => `${why} Le paramètre n’a pas changé.`,
    theme: 'Apparence',
    themeHelpGuest: 'Cela ne concerne que votre page.',
    themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },
    language: 'Langue',
    languageOfBrowser: 'Celle du navigateur',
    sounds: 'Son',
    soundsHelp: 'Pour un nouveau message, quand vous utilisez une autre fenêtre.',
    leave: 'Quitter le salon',
    leaveHelp: 'Votre nom redevient libre, et ce navigateur l’oublie.',
    device: 'Sur cet appareil',
    room: 'Dans ce salon',
  },

  why: {
    checking: 'Vérification…',
    offline: 'Cet appareil n’a pas de réseau. Activez le Wi-Fi et désactivez le mode avion.',
    cellular:
      'Cet appareil utilise les données mobiles. Le salon n’est accessible que sur le Wi-Fi de l’hôte. Connectez-vous à ce Wi-Fi.',
    reachable: 'L’ordinateur de l’hôte répond. La connexion se fera dans un instant.',
    refused:
      'Rien ne répond à cette adresse. L’application est peut-être fermée, l’hôte a peut-être une autre adresse, ou ce réseau n’est pas le bon.',
    silent:
      'Rien ne répond à temps à cette adresse. L’ordinateur de l’hôte est peut-être en veille, hors de portée ou sur un autre réseau.',
    lastAnswered: (seconds) =>
      seconds < 120
        ? `La dernière réponse de l’hôte date d’il y a ${count(seconds, { one: '# seconde', other: '# secondes' })}.`
        : `La dernière réponse de l’hôte date d’il y a ${count(Math.round(seconds / 60), { one: '# minute', other: '# minutes' })}.`,
    try: 'Ce que vous pouvez vérifier',
    tries: [
      'Vous êtes sur le même Wi-Fi que l’hôte, et non sur un Wi-Fi pour invités, qui isole les appareils.',
      'Les données mobiles sont désactivées : les téléphones les préfèrent à un Wi-Fi sans Internet.',
      'Aucun VPN n’est activé.',
      'L’application de l’hôte est ouverte, et son ordinateur n’est pas en veille.',
      'Votre navigateur n’impose pas https (« mode HTTPS uniquement ») : l’adresse du salon commence par http://.',
    ],
  },
};

const files: FileWords = {
  download: 'Télécharger',
  downloadOne: (name, size) => `Télécharger ${name}${size ? ` (${size})` : ''}`,
  picture: (name) => `Image ${name}`,
  pictureAndMore: (name, more) => `Image ${name} et ${count(more, { one: '# autre', other: '# autres' })}`,
  film: (name) => `Vidéo ${name}`,
  sound: (name) => `Audio ${name}`,
  file: 'Fichier',

  viewer: {
    label: (number, name, from) =>
      `Image${number ? ` ${number.at} sur ${number.all}` : ''} : ${name}${from === null ? '' : `, envoyée par ${from}`}`,
    number: (at, all) => `${at} sur ${all}`,
    previous: 'Image précédente',
    next: 'Image suivante',
    smaller: 'Zoom arrière',
    larger: 'Zoom avant',
    show: 'Afficher dans la conversation',
    loading: 'Chargement…',
    failed:
      'Cette image ne peut pas être affichée ici. Elle est peut-être endommagée, ou d’un type que ce navigateur ne connaît pas.',
  },

  list: {
    title: 'Fichiers',
    holds: (files, bytes, most) =>
      [
        files === null ? '' : count(files, { one: '# fichier', other: '# fichiers' }),
        `${bytes} sur ${most} utilisés`,
      ]
        .filter(Boolean)
        .join(' · '),
    news: 'Afficher les nouveaux fichiers',
    find: 'Rechercher un fichier',
    kind: 'Type',
    kinds: { all: 'Tous', picture: 'Images', media: 'Audio et vidéo', other: 'Autres' },
    from: 'De',
    everyone: 'Tout le monde',
    sort: 'Ordre',
    sorts: {
      newest: 'Les plus récents d’abord',
      oldest: 'Les plus anciens d’abord',
      largest: 'Les plus gros d’abord',
    },
    none: 'Aucun fichier pour le moment. Ce qui est partagé dans ce salon apparaît ici.',
    noneFound: 'Aucun fichier ne correspond.',
    loading: 'Chargement…',
    failed: 'La liste n’a pas pu être chargée.',
    retry: 'Réessayer',
    show: 'Afficher dans la conversation',
    showOne: (name: string) => `Afficher ${name} dans la conversation`,
    remove: 'Supprimer',
    removeOne: (name: string) => `Supprimer ${name}`,
  },
};

const sharing: SharingWords = {
  drop: 'Déposez des fichiers pour les partager',
  off: {
    left: 'Vous avez coupé la connexion. Reconnectez-vous pour partager des fichiers.',
    paused: 'L’hôte a mis le salon en pause. Le partage de fichiers sera possible après la pause.',
    edit: 'Vous modifiez un message. Enregistrez ou annulez avant de partager des fichiers.',
  },

  picked: 'Fichiers à partager',
  remove: (name) => `Retirer ${name}`,
  retry: 'Réessayer',
  retryOf: (name) => `Réessayer : ${name}`,
  smaller: (from, to) => `${from} → ${to}`,
  states: {
    preparing: 'Préparation…',
    waiting: 'En attente…',
    sending: (percent) => `${percent} %`,
    held: 'Prêt',
  },

  size: {
    label: 'Taille des images',
    full: 'Taille réelle',
    smaller: 'Plus petite',
    comesTo: (total) => `En tout ${total}`,
  },
  place: {
    keep: 'Garder le lieu de la prise de vue',
    removed: 'Le lieu de la prise de vue est retiré des photos et des vidéos avant le partage.',
    kept: 'Tout le monde dans le salon peut voir où la prise de vue a été faite.',
    smaller: 'Les images plus petites ne contiennent jamais de lieu.',
  },

  folders: 'Les dossiers ne peuvent pas être partagés. Mettez d’abord le dossier dans un fichier ZIP.',
  leftOut: (most, n) =>
    `Un message contient ${most} fichiers au plus ; ${count(n, { one: '# fichier a été laissé', other: '# fichiers ont été laissés' })} de côté.`,
  tooLarge: (most) => `Ce salon accepte des fichiers de ${megabytes(most)} au plus.`,
  lost: 'Le salon perd sans cesse ces fichiers. Réessayez plus tard.',
  unreadable:
    'Ce fichier n’est plus lisible. Il a peut-être été déplacé ou modifié. Choisissez-le de nouveau.',

  outgoing: {
    files: (n) => count(n, { one: '# fichier', other: '# fichiers' }),
    progress: (names, sent, total) => `${names}, ${sent} sur ${total}`,
    sharing: 'Partage…',
    waiting: 'Reprendra au retour de la connexion',
    failed: 'Non partagé.',
    cancel: 'Annuler',
    retry: 'Réessayer',
    failedFile: (name, why) => `${name} : ${why}`,
  },
};

const picker: PickerWords = {
  title: 'Emojis',
  search: 'Rechercher un emoji',
  found: (n) => count(n, { one: '# emoji trouvé', other: '# emojis trouvés' }),
  none: (query) => `Il n’y a pas d’emoji pour « ${query} ».`,
  tone: 'Couleur de peau',
  tones: ['Jaune', 'Claire', 'Modérément claire', 'Légèrement mate', 'Mate', 'Foncée'],
  jump: 'Groupes d’emojis',
  groups: {
    recent: 'Utilisés récemment',
    smileys: 'Smileys et émotions',
    people: 'Personnes et corps',
    nature: 'Animaux et nature',
    food: 'Nourriture et boissons',
    travel: 'Voyages et lieux',
    activities: 'Activités',
    objects: 'Objets',
    symbols: 'Symboles',
    flags: 'Drapeaux',
  },
};

const help: GuestTable['help'] = {
  title: 'Aide',
  commands: {
    title: 'Commandes',
    me: 'Dire ce que vous faites',
    shrug: 'Ajouter un haussement d’épaules : ¯\\_(ツ)_/¯',
    topic: 'Choisir le sujet du salon',
    help: 'Ouvrir cette aide',
    literal: 'Dire des mots qui commencent par /mot',
  },

  writing: {
    title: 'Écrire',
    mention: 'Mentionner quelqu’un',
    emoji: 'Trouver un emoji',
    emphasis: 'Italique',
    strong: 'Gras',
    struck: 'Barré',
    code: 'Code',
    block: 'Code sur plusieurs lignes',
    quote: 'Une citation',
    list: 'Une liste',
  },

  keys: {
    title: 'Touches',
    send: 'Envoyer',
    line: 'Aller à la ligne',
    last: 'Dans le champ vide : modifier votre dernier message',
    leave: 'Quitter une réponse, une modification ou un message',
    search: 'Rechercher',
    regions: 'Aller à la partie suivante de la page',
    help: 'Ouvrir cette aide',
    rows: 'Passer d’un message à l’autre',
    reply: 'Répondre au message',
    edit: 'Modifier le message',
    remove: 'Supprimer le message',
    react: 'Réagir au message',
    menu: 'Montrer tout ce que vous pouvez en faire',
  },

  keyNames: {
    control: 'Ctrl',
    shift: 'Maj',
    enter: 'Entrée',
    escape: 'Échap',
    delete: 'Suppr',
    home: 'Début',
    end: 'Fin',
  },

  singleKeys: {
    label: 'Touches sans Ctrl : ? et /',
    help: '? ouvre l’aide et / ouvre la recherche, sauf pendant que vous écrivez. Désactivez ce réglage si cela arrive par accident, par exemple quand vous dictez.',
  },

  choices: {
    names: 'Personnes',
    emoji: 'Emojis',
    commands: 'Commandes',
    away: 'pas là en ce moment',
    everybody: 'tout le salon',
  },

  noCommand: (escaped) =>
    `Cette commande n’existe pas. /help les montre toutes. Pour dire exactement ces mots, commencez par ${escaped}.`,
};

const search: GuestTable['search'] = {
  title: 'Recherche',
  label: 'Rechercher des messages',
  help: 'Saisissez des mots ou une "expression exacte". Les boutons affinent la recherche.',
  narrow: 'Affiner la recherche',
  suggestions: {
    from: 'De…',
    on: 'Un jour',
    before: 'Avant',
    after: 'Après',
    link: 'Avec un lien',
    file: 'Avec un fichier',
    code: 'Avec du code',
  },
  names: {
    filters: { from: 'de', on: 'le', before: 'avant', after: 'après', has: 'avec' },
    contents: { link: 'lien', file: 'fichier', code: 'code' },
  },
  lacks: {
    day: 'Écrivez le jour ainsi : 2026-11-22.',
    content: 'Écrivez avec:lien, avec:fichier ou avec:code.',
  },
  searching: 'Recherche…',
  found: (n, more) =>
    more
      ? count(n, { one: 'Le message le plus récent', other: 'Les # messages les plus récents' })
      : count(n, { one: '# message', other: '# messages' }),
  none: (what) => ['Rien n’a été trouvé pour ', { name: what }, '.'],
  shown: 'Affiché dans la conversation.',
  hits: 'Messages trouvés',
};

const early: EarlyWords = {
  tooOld: 'Ce navigateur est trop ancien pour la page du salon.',
  needsScript: 'La page du salon a besoin de JavaScript.',
  simplePage: 'Ouvrir la page simple',
};

export const table: GuestTable = { page, actions, files, sharing, picker, help, search, early };
