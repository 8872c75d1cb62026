// What becomes a link and what does not: a text, and the links in it.
//
// Most of them come from the public test suites of linkify-it, linkifyjs, twitter-text and GitHub's
// flavour of Markdown, without those for other schemes. Addresses with neither a scheme nor `www.`
// are in tests/vectors/texts/addresses.json. Where these disagree with each other, or ours differs
// on purpose, a note says why.

export type Vector = readonly [text: string, ...links: string[]];

/** Sentences in any script go on after an address. */
export const sentences: Vector[] = [
  ['رابط https://example.com، شكرا', 'https://example.com'],
  ['https://example.com؟ نعم', 'https://example.com'],
  ['https://example.com/a؛ https://example.com/b۔', 'https://example.com/a', 'https://example.com/b'],
  ['https://example.com। फिर', 'https://example.com'],
  ['https://example.com/पथ।', 'https://example.com/पथ'],
  ['https://example.com。然后', 'https://example.com'],
  ['https://example.com/a、https://example.com/b', 'https://example.com/a', 'https://example.com/b'],
  ['https://example.com，谢谢', 'https://example.com'],
  ['https://example.com；谢谢', 'https://example.com'],
  ['https://example.com：谢谢', 'https://example.com'],
  ['https://example.com？', 'https://example.com'],
  ['https://example.com！', 'https://example.com'],
  ['https://example.com/q？是', 'https://example.com/q'],
  ['https://example.com〜です', 'https://example.com'],
  ['https://example.com/a～b', 'https://example.com/a'],
  ['https://example.com｡ｶﾅ', 'https://example.com'],
  ['https://example.com/a…', 'https://example.com/a'],
  ['https://example.com…', 'https://example.com'],
  ['https://example.com...and more', 'https://example.com'],
  ['https://example.com— it works', 'https://example.com'],
  ['https://example.com/a—it works', 'https://example.com/a'],
  ['https://example.com։', 'https://example.com'],
  ['https://example.com።', 'https://example.com'],
  ['请看https://example.com/docs', 'https://example.com/docs'],
  ['请看www.example.com。', 'www.example.com'],
  ['このhttps://example.com/aを', 'https://example.com/aを'], // No rule can know; paths have letters of any script.
  ['смотриhttps://example.com', 'https://example.com'],
  ['ดูhttps://example.com', 'https://example.com'],
  ['https://example.com🎉great', 'https://example.com'],
  ['https://example.com→next', 'https://example.com'],
  ['www.example.com✅done.', 'www.example.com'],
  ['https://example.com🇩🇪hi', 'https://example.com'],
  ['http://192.168.1.5🎉great', 'http://192.168.1.5'],
  ['http://localhost🎉great', 'http://localhost'],
  ['https://пример.рф🎉great', 'https://пример.рф'],
  ['https://example.comテスト', 'https://example.com'],
  ['https://example.comを見て', 'https://example.com'],
  ['https://example.com谢谢', 'https://example.com'],
  ['https://example.comשלום', 'https://example.com'],
  ['https://example.comпривет', 'https://example.com'],
  ['http://192.168.1.5です', 'http://192.168.1.5'],
  ['http://localhostです', 'http://localhost'],
  ['https://example.com🎉', 'https://example.com'],
  ['https://example.com 🎉', 'https://example.com'],
  ['ראו https://example.com, תודה', 'https://example.com'],
  ['ראו (https://example.com).', 'https://example.com'],
  ['“https://example.com/a”', 'https://example.com/a'],
  ['‘https://example.com/a’', 'https://example.com/a'],
  ['«https://example.com/a»', 'https://example.com/a'],
  ['„https://example.com/a“', 'https://example.com/a'],
  ['（https://example.com/baz）です。', 'https://example.com/baz'],
  ['「https://example.com/a」と', 'https://example.com/a'],
  ['『https://example.com/a』と', 'https://example.com/a'],
  ['【https://example.com/a】', 'https://example.com/a'],
  ['《https://example.com/a》', 'https://example.com/a'],
  ['〈https://example.com/a〉', 'https://example.com/a'],
  ['〔https://example.com/a〕', 'https://example.com/a'],
  ['https://example.com）', 'https://example.com'],
  ['https://example.com」。', 'https://example.com'],
  ['https://example.com】', 'https://example.com'],
  ['https://example.com』', 'https://example.com'],
  ['https://example.com》', 'https://example.com'],
  ['https://example.com〉', 'https://example.com'],
  ['https://example.com；https://example.org', 'https://example.com', 'https://example.org'],
  ['https://example.com/a,https://example.com/b', 'https://example.com/a', 'https://example.com/b'],
  ["['https://example.com/a','https://example.com/b']", 'https://example.com/a', 'https://example.com/b'],
  ['https://example.com:', 'https://example.com'],
  ['https://example.com: yes', 'https://example.com'],
  ['https://example.com-', 'https://example.com'],
  ['https://example.com./a', 'https://example.com./a'],
  ['https://example.com.', 'https://example.com'],
  ['https://example.com.?', 'https://example.com'],
  ['https://example.com’s', 'https://example.com'],
];

/** Markup that people type around an address. */
export const markup: Vector[] = [
  ['`http://localhost:3003`', 'http://localhost:3003'],
  ['```https://a.example/b```', 'https://a.example/b'],
  ['**https://a.example**', 'https://a.example'],
  ['*https://a.example*', 'https://a.example'],
  ['**https://a.example/b**を見て', 'https://a.example/b'],
  ['**see https://a.example/b**', 'https://a.example/b'],
  ['_https://a.example_', 'https://a.example'],
  ['__https://a.example/b__', 'https://a.example/b'],
  ['_https://a.example/b_c_', 'https://a.example/b_c'],
  ['https://a.example/b_c_d', 'https://a.example/b_c_d'],
  ['~~https://a.example/b~~', 'https://a.example/b'],
  ['_www.a.example_', 'www.a.example'],
  ['`www.a.example`', 'www.a.example'],
  ['[words](https://a.example/b) and', 'https://a.example/b'],
  ['[https://a.example](https://a.example/b)', 'https://a.example', 'https://a.example/b'],
  ['> https://a.example', 'https://a.example'],
  ['-https://a.example', 'https://a.example'],
  ['| https://a.example/b|', 'https://a.example/b'],
  ['<a href="https://a.example/">x</a>', 'https://a.example/'],
  ['"https://a.example/b\\nnext"', 'https://a.example/b'],
  ['url=https://a.example/b', 'https://a.example/b'],
];

/** Hosts of networks at home. */
export const hosts: Vector[] = [
  ['http://localhost:3003', 'http://localhost:3003'],
  ['http://a', 'http://a'],
  ['http://raspberrypi:8765/', 'http://raspberrypi:8765/'],
  ['http://192.168.1.5:8765/?c=1', 'http://192.168.1.5:8765/?c=1'],
  ['http://[::1]:8765/', 'http://[::1]:8765/'],
  ['http://[fd00::1]', 'http://[fd00::1]'],
  ['(http://[fd00::1]:80).', 'http://[fd00::1]:80'],
  ['http://[not an address]'],
  ['http://[fe80::1%eth0]/'],
  ['https://例え.jp', 'https://例え.jp'],
  ['https://例え.テスト/パス', 'https://例え.テスト/パス'],
  ['http://bücher:80/', 'http://bücher:80/'],
  ['http://пример.рф/путь', 'http://пример.рф/путь'],
  ['HTTP://A.EXAMPLE/b', 'HTTP://A.EXAMPLE/b'],
  ['Https://a.example', 'Https://a.example'],
  ['WWW.a.example', 'WWW.a.example'],
  ['http://a.example:99999/'],
  ['http://a.example:80x', 'http://a.example:80'],
  ['http://a.example:x', 'http://a.example'],
  ['https:// http:// https://... www. www... http://- http://_'],
  ['http://http://a.example', 'http://a.example'],
  [
    'https://web.archive.org/web/2020/http://a.example/',
    'https://web.archive.org/web/2020/http://a.example/',
  ],
];

/** What is no link, or ends where something hides. */
export const hostile: Vector[] = [
  ['javascript:alert(1) data:text/html,x file:///etc/passwd vbscript:x ftp://a.b blob:x about:blank'],
  ['ftp://www.a.example file://www.a.example'],
  ['javascript:https://a.example', 'https://a.example'],
  ['git+https://a.example xhttp://a.example'],
  ['http\u017f://a.example http\u001a\u000f\u000fa.example'],
  ['me@a.example me@www.a.example www.me@a.example'],
  ['https://a.example/b\u200bc', 'https://a.example/b'],
  ['https://a.example\u202egpj.exe', 'https://a.example'],
  ['https://a.example/\u2066x\u2069', 'https://a.example/'],
  ['https://a.example/\u00adx', 'https://a.example/'],
  ['https://a.example/\ufeffx', 'https://a.example/'],
  ['https://a\u200d.example', 'https://a'],
  ['https://a.example/\u0000x', 'https://a.example/'],
  ['https://a.example/\ud800x', 'https://a.example/'],
  ['https://a.example/می\u200cخواهم', 'https://a.example/می\u200cخواهم'],
  ['https://a.example\\@b.example', 'https://a.example'],
  ['http://paypal.com@evil.example', 'http://paypal.com@evil.example'],
  ['http://paypal.com／@evil.example', 'http://paypal.com'],
];

/** Two addresses with a word or a sign between them, and no space. */
export const twoWithoutSpaces: Vector[] = [
  ['https://baidu.com和https://qq.com', 'https://baidu.com', 'https://qq.com'],
  ['https://a.exampleまたはhttps://b.example', 'https://a.example', 'https://b.example'],
  ['https://192.168.1.5とhttps://192.168.1.6', 'https://192.168.1.5', 'https://192.168.1.6'],
  ['https://a.exampleиhttps://b.example', 'https://a.example', 'https://b.example'],
  ['https://a.example:8080和https://b.example', 'https://a.example:8080', 'https://b.example'],
  ['www.a.example和https://b.example', 'www.a.example', 'https://b.example'],
  ['https://a.exampleとwww.b.example', 'https://a.example', 'www.b.example'],
  ['https://a.example/b和https://a.example/c', 'https://a.example/b', 'https://a.example/c'],
  ['https://a.example/b?c=d和WWW.a.example/c', 'https://a.example/b?c=d', 'WWW.a.example/c'],
  ['https://президент.рфиhttps://b.example', 'https://президент.рф', 'https://b.example'],
  ['https://a.example/日本とhttps://b.example', 'https://a.example/日本', 'https://b.example'],
  ['a.example.org/b和https://c.example', 'a.example.org/b', 'https://c.example'],
  ['https://a.example/bまたはhttps://c.example', 'https://a.example/b', 'https://c.example'],
  ...['・', '→', '或', '𠮷', '😀'].flatMap((between): Vector[] => [
    [`https://a.example${between}https://b.example`, 'https://a.example', 'https://b.example'],
    [`https://a.example/b${between}http://b.example`, 'https://a.example/b', 'http://b.example'],
    [`www.a.example${between}www.b.example`, 'www.a.example', 'www.b.example'],
  ]),
  ['https://a.example/日本https://b.example', 'https://a.example/日本', 'https://b.example'],
  ['https://a.example/日本→https://b.example', 'https://a.example/日本', 'https://b.example'],
  ['https://a.example/뉴스와www.b.example', 'https://a.example/뉴스', 'www.b.example'],
  ['https://a.example/caféとhttps://b.example', 'https://a.example/café', 'https://b.example'],
  ['https://a.exampleéhttps://b.example', 'https://a.exampleé', 'https://b.example'],
  ['https://ja.wikipedia.org/wiki/日本', 'https://ja.wikipedia.org/wiki/日本'],
  [
    'https://web.archive.org/web/2020/https://a.example/日本',
    'https://web.archive.org/web/2020/https://a.example/日本',
  ],
  ['https://a.example/?日本=https://b.example', 'https://a.example/?日本=https://b.example'],
  ['https://a.example/日本/www.b.example', 'https://a.example/日本/www.b.example'],
];

/** Signs and joiners that stand between the letters of a name. */
export const signsInHosts: Vector[] = [
  ['https://col·legi.cat/ca', 'https://col·legi.cat/ca'],
  ['HTTPS://COL·LEGI.CAT', 'HTTPS://COL·LEGI.CAT'],
  ['www.col·legi.cat', 'www.col·legi.cat'],
  ['col·legi.cat', 'col·legi.cat'],
  ['https://ハロー・ワールド.jp', 'https://ハロー・ワールド.jp'],
  ['https://צה״ל.ישראל', 'https://צה״ל.ישראל'],
  ['https://ז׳בוטינסקי.ישראל/', 'https://ז׳בוטינסקי.ישראל/'],
  ['https://نامه\u200cای.ایران', 'https://نامه\u200cای.ایران'],
  ['https://ශ්\u200dරී.ලංකා', 'https://ශ්\u200dරී.ලංකා'],
  // The URL parser refuses this joiner. A part of the name would be another host.
  ['https://привет\u200dмир.example'],
  // Here they end or quote what stands before them.
  ['״https://צה״ל.ישראל״', 'https://צה״ל.ישראל'],
  ['https://a.example·more https://a.example・もっと', 'https://a.example', 'https://a.example'],
  ['https://a.example\u200cها', 'https://a.example'],
  ['https://a.example1️⃣ https://a.example/', 'https://a.example', 'https://a.example/'],
  ['www.a.example2\u20e3', 'www.a.example'],
];

export const linkifyIt: Vector[] = [
  ['My http://example.com site', 'http://example.com'],
  ['http://example.com/foo_bar/', 'http://example.com/foo_bar/'],
  ['http://user:pass@example.com:8080', 'http://user:pass@example.com:8080'],
  ['http://user@example.com', 'http://user@example.com'],
  ['[https](https://www.ibm.com)[mailto](mailto:someone@ibm.com)', 'https://www.ibm.com', 'someone@ibm.com'],
  ['http://example.com?foo=bar', 'http://example.com?foo=bar'],
  ['http://example.com#foo=bar', 'http://example.com#foo=bar'],
  ['HTTP://GOOGLE.COM', 'HTTP://GOOGLE.COM'],
  ['http://example.invalid', 'http://example.invalid'],
  ['http://inrgess2', 'http://inrgess2'],
  ['http://999', 'http://999'],
  ['http://host-name', 'http://host-name'],
  ['>>http://example.com', 'http://example.com'],
  [
    'http://lyricstranslate.com/en/someone-you-നിന്നെ-പോലൊരാള്.html',
    'http://lyricstranslate.com/en/someone-you-നിന്നെ-പോലൊരാള്.html',
  ],
  ['http://localhost:8000?', 'http://localhost:8000'],
  ['test.example@http://vk.com', 'http://vk.com'],
  ['text:http://example.com/', 'http://example.com/'],
  ['(Scoped http://example.com/foo_bar)', 'http://example.com/foo_bar'],
  ['http://example.com/foo_bar_(wiki)', 'http://example.com/foo_bar_(wiki)'],
  ['http://foo.com/blah_blah_[other]', 'http://foo.com/blah_blah_[other]'],
  ["http://foo.com/blah_blah_{I'm_king}", "http://foo.com/blah_blah_{I'm_king}"],
  ["http://foo.com/blah_blah_I'm_king", "http://foo.com/blah_blah_I'm_king"],
  [
    "http://www.kmart.com/bestway-10'-x-30inch-steel-pro-frame-pool/p-004W007538417001P",
    "http://www.kmart.com/bestway-10'-x-30inch-steel-pro-frame-pool/p-004W007538417001P",
  ],
  ['http://foo.com/blah_blah_"doublequoted"', 'http://foo.com/blah_blah'], // Ours stops at quotes, as browsers escape them.
  ["http://foo.com/blah_blah_'singlequoted'", "http://foo.com/blah_blah_'singlequoted"], // Ours trims what ends a quotation.
  ['[Scoped like http://example.com/foo_bar]', 'http://example.com/foo_bar'],
  ['{Scoped like http://example.com/foo_bar}', 'http://example.com/foo_bar'],
  ['"Quoted like http://example.com/foo_bar"', 'http://example.com/foo_bar'],
  ["'Quoted like http://example.com/foo_bar'", 'http://example.com/foo_bar'],
  ['[http://example.com/foo_bar.jpg)]', 'http://example.com/foo_bar.jpg'],
  ['http://example.com/foo_bar.jpg.', 'http://example.com/foo_bar.jpg'],
  ['http://example.com/foo_bar/.', 'http://example.com/foo_bar/'],
  ['http://example.com/foo_bar,', 'http://example.com/foo_bar'],
  [
    'https://github.com/a/b/compare/360b13a733f5...f580766349525150',
    'https://github.com/a/b/compare/360b13a733f5...f580766349525150',
  ],
  ['http://example.com/foo_bar...', 'http://example.com/foo_bar'],
  ['http://172.26.142.48/viewerjs/#../0529/slides.pdf', 'http://172.26.142.48/viewerjs/#../0529/slides.pdf'],
  ['http://example.com/foo_bar?p=10.', 'http://example.com/foo_bar?p=10'],
  [
    'https://www.google.ru/maps/@59.9393895,30.3165389,15z?hl=ru',
    'https://www.google.ru/maps/@59.9393895,30.3165389,15z?hl=ru',
  ],
  [
    'https://www.google.com/maps/place/New+York,+NY,+USA/@40.702271,-73.9968471,11z/data=!4m2!3m1!1s0x89c24fa5d33f083b:0xc80b8f06e177fe62?hl=en',
    'https://www.google.com/maps/place/New+York,+NY,+USA/@40.702271,-73.9968471,11z/data=!4m2!3m1!1s0x89c24fa5d33f083b:0xc80b8f06e177fe62?hl=en',
  ],
  [
    'http://business.timesonline.co.uk/article/0,,9065-2473189,00.html',
    'http://business.timesonline.co.uk/article/0,,9065-2473189,00.html',
  ],
  ['http://example.com/123!', 'http://example.com/123'],
  ['http://example.com/foo--bar', 'http://example.com/foo--bar'],
  [
    'http://www.bloomberg.com/what-s-troubling-germany-inc-',
    'http://www.bloomberg.com/what-s-troubling-germany-inc-',
  ],
  ['http://example.com/foo-with-trailing-dash-dot-.', 'http://example.com/foo-with-trailing-dash-dot-'],
  ['<http://domain.com>.', 'http://domain.com'],
  ['<http://domain.com/foo>.', 'http://domain.com/foo'],
  ['http://✪df.ws/123', 'http://✪df.ws/123'],
  ['http://xn--df-oiy.ws/123', 'http://xn--df-oiy.ws/123'],
  ['http://www.bürgerentscheid-krankenhäuser.de', 'http://www.bürgerentscheid-krankenhäuser.de'],
  [
    'http://bündnis-für-krankenhäuser.de/wp-content/logohp.jpg',
    'http://bündnis-für-krankenhäuser.de/wp-content/logohp.jpg',
  ],
  [
    'http://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/',
    'http://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/',
  ],
  [
    'http://example.com/render?target=summarize(deriviative(app.numUsers),%221min%22)&title=New_Users_Per_Minute',
    'http://example.com/render?target=summarize(deriviative(app.numUsers),%221min%22)&title=New_Users_Per_Minute',
  ],
  ['http://example.com/foo-(with-nested-(parens)).', 'http://example.com/foo-(with-nested-(parens))'],
  ['http://example.com/(foo) (bar)', 'http://example.com/(foo)'],
  ['｜www.google.com/www.google.com/foo｜bar', 'www.google.com/www.google.com/foo'],
  ['｜http://google.com｜bar', 'http://google.com'],
  ['http://.example.com http://-example.com hppt://example.com'],
  ['http://a.b--c.de/', 'http://a.b--c.de/'], // Such hosts exist.
  ['http://example.com_', 'http://example.com'], // Ours takes the line for markup.
  ['_http://example.com', 'http://example.com'],
  ['http:// http://. http://.. http://# http://## http://? http://??'],
];

export const linkifyjs: Vector[] = [
  [
    'http://nick.is.awesome/?q=nick+amazing&nick=yo%29%30hellp another is http://nick.con/?q=look',
    'http://nick.is.awesome/?q=nick+amazing&nick=yo%29%30hellp',
    'http://nick.con/?q=look',
  ],
  ['random nick.frasser_hitsend@http://facebook.com', 'http://facebook.com'],
  ['too long http://googgle.com:789023/myQuery'], // Ours asks the URL parser of the browser.
  ['https://github.com:8080/SoapBox/jQuery-linkify/', 'https://github.com:8080/SoapBox/jQuery-linkify/'],
  ['The best Url http://google.com/?love=true, and', 'http://google.com/?love=true'],
  ['http://aws.amazon.com:8080/nick?was=here and', 'http://aws.amazon.com:8080/nick?was=here'],
  ['http://500-px.com is a real domain?', 'http://500-px.com'],
  ['This Url http://23456789098.sydney is a number', 'http://23456789098.sydney'],
  ['https://en.wikipedia.org/wiki/Blur_[band] wat', 'https://en.wikipedia.org/wiki/Blur_[band]'],
  [
    '{https://msdn.microsoft.com/en-us/library/aa752574(VS.85).aspx}',
    'https://msdn.microsoft.com/en-us/library/aa752574(VS.85).aspx',
  ],
  [
    '(http://example.com/?id=asd2{hellow}and%20it%20continues(23&((@)) and it ends',
    'http://example.com/?id=asd2{hellow}and%20it%20continues(23&((@))', // Ours has no word to divide brackets by.
  ],
  ['<http://example.com/exemplary> should', 'http://example.com/exemplary'],
  ['http://example.com/exemplary_<remix>', 'http://example.com/exemplary'], // Ours stops at `<`, as GitHub's does.
  [
    'Force http:/ and http:// but http://a and http://b.local?qeasd3qas=23',
    'http://a',
    'http://b.local?qeasd3qas=23',
  ],
  ['http://username:password@example.com', 'http://username:password@example.com'],
  [
    'http://example.com/foo/bar?token=CtFOYuk0wjiqvHZF==',
    'http://example.com/foo/bar?token=CtFOYuk0wjiqvHZF==',
  ],
  ['"https://surrounded.by.quotes/"', 'https://surrounded.by.quotes/'],
  ["http://facebook.com/#aZ?/:@-._~!$&'()*+,;= that", "http://facebook.com/#aZ?/:@-._~!$&'()*+,;="],
  ['http://example.com/foo\u00a0bar', 'http://example.com/foo'],
  ['http://über.de www.öko.de', 'http://über.de', 'www.öko.de'],
  ['www.🍕💩.ws', 'www.🍕💩.ws'],
  ['foohttp://example.com bar'],
  ['テストhttp://example.comテスト', 'http://example.com'], // Ours knows that no domain mixes these.
  ['And http://↑↑↓↓←→←→ba.tk/ is also', 'http://↑↑↓↓←→←→ba.tk/'],
  ['www.drive1.com with www and digits also www.500px.com', 'www.drive1.com', 'www.500px.com'],
  [
    'Link 1(http://foo.com/blah_blah) Link 2(http://foo.com/blah_blah_(wikipedia)_(again))',
    'http://foo.com/blah_blah',
    'http://foo.com/blah_blah_(wikipedia)_(again)',
  ],
  [
    'Link 1『http://foo.com/blah_blah』 Link 2『http://foo.com/blah_blah_(wikipedia)_(again)』',
    'http://foo.com/blah_blah',
    'http://foo.com/blah_blah_(wikipedia)_(again)',
  ],
];

export const twitterText: Vector[] = [
  ['text http://foobar.com/#', 'http://foobar.com/#'],
  [
    'text http://google.com/#search?q=iphone%20-filter%3Alinks',
    'http://google.com/#search?q=iphone%20-filter%3Alinks',
  ],
  ['text http://xo.com/~matthew+%ff-,.;x', 'http://xo.com/~matthew+%ff-,.;x'],
  [
    'text http://www.ams.org/bookstore-getitem/item=mbk-59',
    'http://www.ams.org/bookstore-getitem/item=mbk-59',
  ],
  [
    'http://msdn.microsoft.com/ja-jp/library/system.net.httpwebrequest(v=VS.100).aspx',
    'http://msdn.microsoft.com/ja-jp/library/system.net.httpwebrequest(v=VS.100).aspx',
  ],
  ['http://-dash_2314352345_dfasd.foo-cow_4352.com'],
  ['text http://no-tld', 'http://no-tld'], // A name in one's own network.
  ['(http://twitter.com', 'http://twitter.com'],
  ['text http://foo.com?#foo text', 'http://foo.com?#foo'],
  ['http://example.com/a+ or http://example.com/a-', 'http://example.com/a+', 'http://example.com/a-'],
  ['http://example.com/view/slug-url-?foo=bar', 'http://example.com/view/slug-url-?foo=bar'],
  ['@user Try http:// example.com/path', 'example.com/path'],
  ['中国語http://t.co/abcde한국', 'http://t.co/abcde한국'], // Paths have letters of any script, as the other three have it.
  ['Go to http://twitter.com/Русские_слова', 'http://twitter.com/Русские_слова'],
  [
    'http://sub_domain-dash.twitter.com http://a_b.c-d.com',
    'http://sub_domain-dash.twitter.com',
    'http://a_b.c-d.com',
  ],
  ['http://-leadingdash.twitter.com http://trailingdash-.twitter.com http://twitter-.com'],
  [
    'http://www.bestbuy.com/site/Currie+Technologies+-+Ezip+400+Scooter/9885188.p?id=1218189013070&skuId=9885188',
    'http://www.bestbuy.com/site/Currie+Technologies+-+Ezip+400+Scooter/9885188.p?id=1218189013070&skuId=9885188',
  ],
  ['http://www.foo.com/foo/path-with-period./', 'http://www.foo.com/foo/path-with-period./'],
  [
    'http://www.foo.com/bar-path/some.stm?param1=foo;param2=P1|0||P2|0',
    'http://www.foo.com/bar-path/some.stm?param1=foo;param2=P1|0||P2|0',
  ],
  ['http://foo.com/bar/123/foo_&_bar/', 'http://foo.com/bar/123/foo_&_bar/'],
  [
    'http://tn.com.ar/show/la?fb_xd_fragment#?=&cb=fe17523f223b7&ackdata',
    'http://tn.com.ar/show/la?fb_xd_fragment#?=&cb=fe17523f223b7&ackdata',
  ],
  ['http://example.com/path..........................................', 'http://example.com/path'],
  ['http://example.com/,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,', 'http://example.com/'],
  ['http://example.com/path/!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!', 'http://example.com/path/'],
  ['According to http://t.co/ulYGBYSo: the', 'http://t.co/ulYGBYSo'],
  [
    'http://twitter.com\nhttp://example.com\nhttp://example.com/path',
    'http://twitter.com',
    'http://example.com',
    'http://example.com/path',
  ],
  ['皆さん見てください！ http://google.com', 'http://google.com'],
  ['test http://xn--ls8h.XN--ls8h.la/', 'http://xn--ls8h.XN--ls8h.la/'],
  [
    'http://foobar.みんな/ http://foobar.中国/ http://foobar.پاکستان/ ',
    'http://foobar.みんな/',
    'http://foobar.中国/',
    'http://foobar.پاکستان/',
  ],
];

export const github: Vector[] = [
  ['Visit www.commonmark.org/help for more information.', 'www.commonmark.org/help'],
  ['Visit www.commonmark.org.', 'www.commonmark.org'],
  ['Visit www.commonmark.org/~jm/foo/bar.pdf.', 'www.commonmark.org/~jm/foo/bar.pdf'],
  ['www.google.com/search?q=Markup+(business)', 'www.google.com/search?q=Markup+(business)'],
  ['www.google.com/search?q=Markup+(business)))', 'www.google.com/search?q=Markup+(business)'],
  ['(www.google.com/search?q=Markup+(business))', 'www.google.com/search?q=Markup+(business)'],
  ['(www.google.com/search?q=Markup+(business)', 'www.google.com/search?q=Markup+(business)'],
  ['www.google.com/search?q=(business))+ok', 'www.google.com/search?q=(business)'], // Ours ends at a bracket it did not open, as linkify-it does.
  ['www.google.com/search?q=commonmark&hl=en', 'www.google.com/search?q=commonmark&hl=en'],
  ['www.google.com/search?q=commonmark&hl;', 'www.google.com/search?q=commonmark&hl'], // Text has no HTML entities.
  ['www.commonmark.org/he<lp', 'www.commonmark.org/he'],
  [
    '(Visit https://encrypted.google.com/search?q=Markup+(business))',
    'https://encrypted.google.com/search?q=Markup+(business)',
  ],
  ['Anonymous FTP is available at ftp://foo.bar.baz.'],
  ['[a link](http://www.google.com/)stuff?', 'http://www.google.com/'],
];
