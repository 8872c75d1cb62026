// The last labels of host names that become links without a scheme.
//
// All domains of countries are here, and of the others those that people know. None is the ending
// of files that people share, such as `zip` and `mov`. log/tops.rs in core has the same ones.

export type Top = 'site' | 'doubtful' | 'near';

const words = (text: string) => text.split(/\s+/);

const SITES = words(`com net org edu gov mil int info biz eu aero asia coop jobs mobi museum pro tel travel
  ac ad ae af ag al ao aq ar at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf
  cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et fi fj fk fm fo fr ga gb gd
  ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk hn hr ht hu ie il im in io iq ir it je jm jo jp ke kg kh
  ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc mg mh mn mo mp mq mr mt mu mv mw mx mz na
  nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pn pr pt pw qa re ro ru rw sa sb sc sd se sg si
  sk sl sm sn sr ss sv sx sy sz tc td tg th tj tk tl tm tn tr tt tv tw tz ua ug uk us uy uz va vc ve vg vn
  vu wf ws ye yt za zm zw
  academy agency amsterdam berlin bike blog business cafe cat chat cloud club coffee community company dev
  digital education energy eus fyi gal gmbh guide hamburg hosting ink istanbul koeln krd live london ltd
  madrid marketing moscow news nrw nyc online paris pizza pub quebec restaurant ruhr saarland scot shop site
  social software solutions tech tirol tokyo vegas vlaanderen wales wien wiki wtf xyz zuerich`);

/** Also endings of files (`main.rs`), and words behind a dot (`this.is`, `user.email`). */
const DOUBTFUL =
  words(`ai am app art as bar bio camp cc center city codes design do email events fun games group
  gs help hm id is land me mk ml mm ms my network page photos place plus pm press ps py md rip rs school sh
  so space st store studio systems team tf to tools top vi video vip watch website work world zone`);

/** Names of the own network. */
const NEAR = words('box home internal lan local localhost');

const KINDS = new Map<string, Top>([
  ...SITES.map((top) => [top, 'site'] as const),
  ...DOUBTFUL.map((top) => [top, 'doubtful'] as const),
  ...NEAR.map((top) => [top, 'near'] as const),
]);

/** What a name with this last label is; undefined: nothing that becomes a link by itself. */
export const topOf = (label: string): Top | undefined => KINDS.get(label);
