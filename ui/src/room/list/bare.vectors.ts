// Addresses without a scheme: a text, and the links in it.
import type { Vector } from './linkify.vectors';

/** The own network, as people type it from a sticker or a terminal. */
export const near: Vector[] = [
  ['the printer is printer.local:631', 'printer.local:631'],
  ['192.168.1.5:8000/x', '192.168.1.5:8000/x'],
  ['open 192.168.1.5:8000.', '192.168.1.5:8000'],
  ['10.0.0.1/admin', '10.0.0.1/admin'],
  ['localhost:3000 and localhost:3000/a?b#c', 'localhost:3000', 'localhost:3000/a?b#c'],
  ['raspberrypi.local', 'raspberrypi.local'],
  ['fritz.box', 'fritz.box'],
  ['nas.lan/photos', 'nas.lan/photos'],
  ['nas.home:5000 wiki.internal/page', 'nas.home:5000', 'wiki.internal/page'],
  ['ping 192.168.1.5 and localhost'],
  ['192.168.1.0/24 or 10.0.0.0/8, not 10/8'],
  ['999.1.1.1:80 1.2.3:80 1.2.3.4.5:80 01.2.3.4:80'],
  ['10.0.0.1:99999'],
  ['config.local.json .env.local nas.home wiki.internal'],
  ['localhost:x localhost:8080abc'],
];

/** Sites, as people say them. */
export const sites: Vector[] = [
  ['example.org', 'example.org'],
  ['See example.org.', 'example.org'],
  ['see example.org, or example.net/tea!', 'example.org', 'example.net/tea'],
  ['(example.org/a_(b))', 'example.org/a_(b)'],
  ['example.org/a.b?c=d#e', 'example.org/a.b?c=d#e'],
  ['example.org?', 'example.org'],
  ['example.org?tea=1', 'example.org?tea=1'],
  ['example.org:8080/x', 'example.org:8080/x'],
  ['a.b-c.example.co.uk/x', 'a.b-c.example.co.uk/x'],
  ['*example.org* ~~example.org/a~~', 'example.org', 'example.org/a'],
  ['"example.org" „example.org/a“', 'example.org', 'example.org/a'],
  ['host=example.org', 'example.org'],
  ['github.com/a/b#12', 'github.com/a/b#12'],
  ['example.org…', 'example.org'],
  ['example.org...and more', 'example.org'],
  ['请看example.com/a。', 'example.com/a'],
  ['example.comを見て', 'example.com'],
  ['bücher.example.de und öko.de/läden', 'bücher.example.de', 'öko.de/läden'],
  ['163.com 500px.com', '163.com', '500px.com'],
  ['Example.com', 'Example.com'],
  ['http://example.com/x example.org', 'http://example.com/x', 'example.org'],
  ['example.co.id', 'example.co.id'],
  ['docs.rs/tokio/1.2.3/x t.me/room', 'docs.rs/tokio/1.2.3/x', 't.me/room'],
  ['example.org:', 'example.org'],
];

/** A name in a sentence or in code, that is no address. */
export const others: Vector[] = [
  ['1.2.3 v1.2.3 2.0.0-rc.1 1.5 3.de 10.30'],
  ['file.txt main.rs chat.txt photo.jpg index.html archive.tar.gz a.zip b.mov README.md setup.py run.sh'],
  ['src/main.rs main.rs:12 README.md/main.rs ./lib.so ../a.py'],
  ['etc.So we went. Yes.No? end.It is. No.It was'],
  ['e.g. i.e. U.S.A. z.B. a.m. Ph.D. e.V. p.s.'],
  ['Node.js ASP.NET VB.NET'],
  ['row.id(7) row.id = 7 this.is user.email rect.top a.in=5 list.at(0) app.name'],
  ['std::io.de::x foo.de\\bar \\\\server\\share.de'],
  ['$a.de #a.de &a.de %a.de @ana.de'],
  ['my_host.de a+b.de -a.de a-.de .de a..de .a.de'],
  ['ftp://a.example.de foo/bar.de hppt://example.com'],
  ['example.unknown example.c'],
  ['С\u0430example.com example.com\u0430 p\u0430ypal.com'],
  [`${'a'.repeat(64)}.de ${'a.'.repeat(200)}de`],
];

export const mails: Vector[] = [
  ['ana@example.org', 'ana@example.org'],
  ['Write to ana.b+tea_x-y@mail.example.co.uk.', 'ana.b+tea_x-y@mail.example.co.uk'],
  ['<ana@example.org>, (bo@example.org)', 'ana@example.org', 'bo@example.org'],
  ['mailto:ana@example.org E-Mail:bo@example.org', 'ana@example.org', 'bo@example.org'],
  ['ANA@EXAMPLE.ORG', 'ANA@EXAMPLE.ORG'],
  ['请写ana@example.cn。', 'ana@example.cn'],
  ['ana@example.org: yes', 'ana@example.org'],
  ['www.ana@example.org', 'www.ana@example.org'],
  ['ana@example.id', 'ana@example.id'],
  ['logo@2x.png icon@3x.webp pkg@1.2.3 name@v1.2.3 user@192.168.1.5 ssh pi@raspberrypi.local'],
  ['git@github.com:a/b.git @ana@example.social ana@@example.org a@b@example.org'],
  ['ana@ @example.org ana@example .ana@example.org ana.@example.org a..b@example.org'],
  ['ana@example.unknown ana@b\u00fccher.de m\u00fcller@example.de'],
  ['ftp://ana@example.org'],
];
