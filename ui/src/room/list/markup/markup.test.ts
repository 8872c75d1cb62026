// Markup is understood as CommonMark says, in the subset that this page claims, and no text takes
// more than linear work. The examples have the numbers of the specification 0.31.2.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocks, MOST_NODES, plainText, type Block } from './blocks';
import { inline, MOST_SIGNS, type Run } from './inline';

const TAGS = { strong: 'strong', em: 'em', struck: 'del' };

/** As CommonMark's examples are written, without their escapes. */
function html(runs: Run[]): string {
  return runs
    .map(({ text, href, code, marks = [] }) => {
      const words = href === null ? text : `<a>${text}</a>`;
      const core = code ? `<code>${words}</code>` : words;
      return marks.reduceRight((inner, mark) => `<${TAGS[mark]}>${inner}</${TAGS[mark]}>`, core);
    })
    .join('');
}

describe('code between backticks', () => {
  it.each([
    [328, '`foo`', '<code>foo</code>'],
    [329, '`` foo ` bar ``', '<code>foo ` bar</code>'],
    [330, '` `` `', '<code>``</code>'],
    [331, '`  ``  `', '<code> `` </code>'],
    [332, '` a`', '<code> a</code>'],
    [335, '``\nfoo \nbar  \nbaz\n``', '<code>foo  bar   baz</code>'],
    [338, '`foo\\`bar`', '<code>foo\\</code>bar`'],
    [339, '``foo`bar``', '<code>foo`bar</code>'],
    [340, '` foo `` bar `', '<code>foo `` bar</code>'],
    [341, '*foo`*`', '*foo<code>*</code>'],
    [347, '```foo``', '```foo``'],
    [348, '`foo', '`foo'],
    [349, '`foo``bar``', '`foo<code>bar</code>'],
  ])('example %i', (_, text, expected) => {
    expect(html(inline(text))).toBe(expected);
  });

  it('is a link if it is nothing but an address', () => {
    expect(html(inline('see `https://example.org/a` now'))).toBe(
      'see <code><a>https://example.org/a</a></code> now',
    );
    const [run] = inline('*`http://p\u0430ypal.com`*');
    expect(run).toMatchObject({ code: true, marks: ['em'], leadsTo: 'xn--pypal-4ve.com' });
    for (const code of ['curl http://a.b/', 'http://a.b/ http://c.d/', 'http://a.b/,', 'http://'])
      expect(html(inline(`\`${code}\``))).toBe(`<code>${code}</code>`);
  });

  it('has no other links, no emphasis, and keeps a backslash', () => {
    expect(html(inline('`http://a.b/ *c* C:\\d`'))).toBe('<code>http://a.b/ *c* C:\\d</code>');
    expect(html(inline('a `b` http://a.b/ `c`'))).toBe('a <code>b</code> <a>http://a.b/</a> <code>c</code>');
  });
});

describe('emphasis', () => {
  it.each([
    [350, '*foo bar*', '<em>foo bar</em>'],
    [351, 'a * foo bar*', 'a * foo bar*'],
    [352, 'a*"foo"*', 'a*"foo"*'],
    [355, 'foo*bar*', 'foo<em>bar</em>'],
    [356, '5*6*78', '5<em>6</em>78'],
    [359, '_foo_bar_', '_foo_bar_'],
    [366, '*foo bar *', '*foo bar *'],
    [368, '*(*foo)', '*(*foo)'],
    [369, '*(*foo*)*', '<em>(foo)</em>'],
    [370, '*foo*bar', '<em>foo</em>bar'],
    [378, '**foo bar**', '<strong>foo bar</strong>'],
    [379, '** foo bar**', '** foo bar**'],
    [380, 'a**"foo"**', 'a**"foo"**'],
    [381, 'foo**bar**', 'foo<strong>bar</strong>'],
    [391, '**foo bar **', '**foo bar **'],
    [392, '**(**foo)', '**(**foo)'],
    [398, '**foo**bar', '<strong>foo</strong>bar'],
    [405, '*foo [bar](/url)*', '<em>foo [bar](/url)</em>'],
    [408, '*foo *bar**', '<em>foo bar</em>'],
    [411, '*foo **bar** baz*', '<em>foo </em><strong><em>bar</em></strong><em> baz</em>'],
    [412, '*foo**bar**baz*', '<em>foo</em><strong><em>bar</em></strong><em>baz</em>'],
    [413, '*foo**bar*', '<em>foo**bar</em>'],
    [414, '***foo** bar*', '<strong><em>foo</em></strong><em> bar</em>'],
    [417, 'foo***bar***baz', 'foo<strong><em>bar</em></strong>baz'],
    [421, '** is not an empty emphasis', '** is not an empty emphasis'],
    [437, '*foo**', '<em>foo</em>*'],
    [442, '**foo*', '*<em>foo</em>'],
    [443, '*foo**', '<em>foo</em>*'],
    [456, '*foo', '*foo'],
    [470, '*foo `bar* baz`', '*foo <code>bar* baz</code>'],
  ])('example %i', (_, text, expected) => {
    expect(html(inline(text))).toBe(expected);
  });

  it('strikes through between two tildes, and only two', () => {
    expect(html(inline('~~Hi~~ Hello, ~there~ world!'))).toBe('<del>Hi</del> Hello, ~there~ world!');
    expect(html(inline('This ~~~is~~~ not'))).toBe('This ~~~is~~~ not');
  });

  it('works beside Chinese and Japanese signs', () => {
    expect(html(inline('**重要。**次'))).toBe('<strong>重要。</strong>次');
  });

  it.each([
    '2 * 3 * 4',
    'snake_case_name',
    'C:\\new\\*.txt',
    '¯\\_(ツ)_/¯',
    '* * *',
    '~/.config ~/x',
    '5 ~~ 6',
  ])('leaves %s as it is', (text) => {
    expect(html(inline(text))).toBe(text);
  });

  it('does not reach into an address, nor over an empty line', () => {
    expect(html(inline('*see http://a.b/*c*d*'))).toContain('<a>http://a.b/');
    const [block] = blocks('*a\n\nb*');
    expect(block).toEqual({ kind: 'lines', runs: expect.anything() });
    expect(html((block as { runs: Run[] }).runs)).toBe('*a\n\nb*');
  });

  it('gives up where there is too much of it, before any work is done', () => {
    expect(html(inline('*a* '.repeat(MOST_SIGNS / 2)))).toContain('<em>a</em>');
    const text = '*a* '.repeat(MOST_SIGNS / 2) + '*';
    expect(html(inline(text))).toBe(text);
    const time = (work: () => void) => {
      const runs = Array.from({ length: 7 }, () => {
        const began = performance.now();
        work();
        return performance.now() - began;
      });
      return Math.min(...runs);
    };
    const [few, many] = ['*a'.repeat(MOST_SIGNS), '*a'.repeat(20 * MOST_SIGNS)];
    expect(time(() => inline(many))).toBeLessThan(2 * time(() => inline(few)));
  });
});

const kinds = (text: string) => blocks(text).map(({ kind }) => kind);
const only = <Kind extends Block['kind']>(text: string, kind: Kind) => {
  const [block, ...more] = blocks(text);
  expect([block?.kind, more.length]).toEqual([kind, 0]);
  return block as Extract<Block, { kind: Kind }>;
};

describe('fenced code', () => {
  it.each([
    [119, '```\n<\n >\n```', '<\n >'],
    [120, '~~~\n<\n >\n~~~', '<\n >'],
    [122, '```\naaa\n~~~\n```', 'aaa\n~~~'],
    [124, '````\naaa\n```\n``````', 'aaa\n```'],
    [126, '```', ''],
    [127, '`````\n\n```\naaa', '\n```\naaa'],
    [130, '```\n```', ''],
  ])('example %i', (_, text, code) => {
    expect(only(text, 'code').code).toBe(code);
  });

  it('has a language, and ends where its fence does', () => {
    expect(only('```rust\nfn main() {}\n```', 'code').language).toBe('rust');
    expect(kinds('before\n```\na\n```\nafter')).toEqual(['lines', 'code', 'lines']);
    expect(only('```\n*a*\t- b\n\t> c\n```', 'code').code).toBe('*a*\t- b\n\t> c');
  });
});

describe('quotes, lists and tables', () => {
  it('a quote holds other markup, and quotes in it stay text', () => {
    const { blocks: inner } = only('> **a**\n> - b\n>> c', 'quote');
    expect(inner.map(({ kind }) => kind)).toEqual(['lines', 'list', 'lines']);
  });

  it('a list keeps its numbers, its depth, and the lines that belong to an item', () => {
    const { items } = only('2. soup\n   and bread\n3) *tea*\n  - mint', 'list');
    expect(items.map(({ label, depth, runs }) => [label, depth, html(runs)])).toEqual([
      ['2.', 0, 'soup\nand bread'],
      ['3)', 0, '<em>tea</em>'],
      ['•', 1, 'mint'],
    ]);
  });

  it.each(['-1', '-- ', '2.5 litres', '#1', '- ', '*', '1986', 'a\tb', '\ta\n\tb', 'a\tb\nc'])(
    '%j stays text',
    (text) => {
      expect(kinds(text)).toEqual(['lines']);
    },
  );

  it('cells between tabs are a table', () => {
    const { rows } = only('name\tage\nAna\t7\nBo\t', 'table');
    expect(rows.map((cells) => cells.map(html))).toEqual([
      ['name', 'age'],
      ['Ana', '7'],
      ['Bo', ''],
    ]);
    expect(kinds('see:\na\tb\nc\td\nthanks')).toEqual(['lines', 'table', 'lines']);
  });
});

/** The runs of words, however deep they are. */
const runsIn = (block: Block): Run[] => {
  switch (block.kind) {
    case 'lines':
      return block.runs;
    case 'code':
      return [];
    case 'quote':
      return block.blocks.flatMap(runsIn);
    case 'list':
      return block.items.flatMap(({ runs }) => runs);
    case 'table':
      return block.rows.flat(2);
  }
};
const linksIn = (text: string) =>
  blocks(text)
    .flatMap(runsIn)
    .filter(({ href }) => href !== null)
    .map(({ text }) => text);

describe('links', () => {
  type Vectors = Record<string, { text: string; links: string[] }[]>;
  const file = join(process.cwd(), '../tests/vectors/texts/links.json');
  const { markup } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

  it.each(markup!)('in $text are found through its markup', ({ text, links }) => {
    expect(linksIn(text)).toEqual(links);
  });

  it('are found in cells, which have no other markup', () => {
    const { rows } = only('Ana\thttps://a.example/1\n*Bo*\tsee https://a.example/2 `b`', 'table');
    expect(rows.map((cells) => cells.map(html))).toEqual([
      ['Ana', '<a>https://a.example/1</a>'],
      ['*Bo*', 'see <a>https://a.example/2</a> `b`'],
    ]);
  });
});

describe('a text that would cost too many nodes has no markup', () => {
  it.each([
    ['paragraphs', '`a` `b`\n\n'],
    ['links', 'http://a.b/ c\n\n'],
    ['items', '- `a`\n'],
    ['quoted words', '> *a* b\n>\n'],
    ['cells', 'a\tb\tc\n'],
    ['empty cells', '\t'.repeat(9) + '\n'],
    ['links in cells', 'a\thttp://a.b/ c\n'],
  ])('of %s', (_, seed) => {
    const text = seed.repeat(MOST_NODES);
    const [block, ...more] = blocks(text) as [{ kind: string; runs: Run[] }];
    expect([block.kind, more.length]).toEqual(['lines', 0]);
    expect(block.runs.length).toBeLessThan(MOST_NODES);
    expect(block.runs.map(({ text }) => text).join('')).toBe(text);
  });
});

/** Work that grows with the square of such texts takes minutes, and a test has seconds. */
describe('a text of 256 KiB is done', () => {
  it.each([
    '*',
    '**a',
    '*a **b ',
    'a*',
    'a**b*',
    '~~a',
    '`',
    '`a``b```',
    '> ',
    '- a\n',
    '1. a\n',
    '\t',
    'a\tb\n',
    '```\n',
    '*a_`',
    'http://a.b/*',
  ])('of %j', (seed) => {
    const text = seed.repeat((256 * 1024) / seed.length);
    expect(blocks(text).length).toBeGreaterThan(0);
  });

  // What begins like something, goes on for long, and ends otherwise.
  it.each([
    ['```', ' ', '`'],
    ['~~~', '\t', '`'],
    ['', '~', '`'],
    ['```', 'a ', '`'],
    ['` ', 'a', '`'],
    ['- ', ' ', ''],
    ['a', '\n\t', 'b'],
    ['@ana\n', '\t\n', ''],
    ['a\n', '\n ', 'b'],
  ])('of %j, very many %j and %j', { retry: 3 }, (start, unit, end) => {
    const time = (chars: number) => {
      const text = start + unit.repeat(chars / unit.length) + end;
      const began = performance.now();
      blocks(text);
      return performance.now() - began;
    };
    time(1_000);
    // Sixteen times the text is 256 times the work where the growth is quadratic.
    const [short, long] = [time(16_000), time(256_000)];
    expect(long).toBeLessThan(60 * short + 100);
  });

  it('of runs of backticks that are all different', () => {
    const text = Array.from({ length: 700 }, (_, n) => '`'.repeat(n + 1)).join('a');
    expect(html(inline(text))).toBe(text);
  });
});

describe('a text without markup and links', () => {
  it('is the only one that needs no blocks', () => {
    const plain = ['is the pump running?', 'two\nlines', '2 < 3 & `'];
    expect(plain.map((text) => plainText(blocks(text)))).toEqual(plain);
    const others = ['', '*so*', '`code`', 'http://a.b/', '> quoted', '- one', 'a\tb\nc\td', 'see *this*'];
    for (const text of others) expect(plainText(blocks(text)), text).toBeNull();
  });
});
