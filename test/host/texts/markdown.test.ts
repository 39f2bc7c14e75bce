import { parse } from 'marked';
import { expect, test } from 'vitest';
import { code, plain, withoutIcons } from '../../../src/host/texts/markdown.ts';
import { sentences } from '../../../src/host/texts/sentences.ts';
import fc from '../../support/fastCheck.ts';

/** What the Markdown library of VS Code makes of it: the elements, and the text that people read. */
function rendered(markdown: string): { readonly elements: readonly string[]; readonly text: string } {
  const html = parse(markdown, { async: false, gfm: true, breaks: true });
  const elements = [...html.matchAll(/<([a-z]\w*)/g)].map(([, name = '']) => name);
  const text = html
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, at: string) => String.fromCharCode(Number(at)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  return { elements, text: text.replace(/\n$/, '') };
}

const hostile = [
  '![x](https://evil.example/pixel.png)',
  '[Analyse Again](command:workbench.action.terminal.sendSequence?%7B%7D)',
  '[x]: https://evil.example',
  '<img src=x onerror=alert(1)>',
  '<a href="command:x">x</a>',
  '<https://evil.example>',
  'https://evil.example and www.evil.example, me@evil.example',
  '# no heading',
  '1. no list',
  '- no list',
  '> no quote',
  '| a | b |',
  '```js',
  '`a` ``b``',
  '&lt;b&gt; &#36; &amp;',
  '$(trash) ~~gone~~ **bold** __x__ \\[x\\]',
  'a\n\n# b\r\n- c\u2028d',
  '    indented',
  '---',
];

test.each(hostile)('%j is shown as it is', (text) => {
  const { elements, text: shown } = rendered(plain(text));
  expect(elements).toEqual(['p']);
  expect(shown).toBe(text.trim().replace(/\s*[\r\n\u2028]+\s*/g, ' '));
});

test.each(hostile)('%j is code, and nothing else', (text) => {
  const { elements, text: shown } = rendered(`x ${code(text)} x`);
  expect(elements).toEqual(['p', 'code']);
  expect(shown).toBe(`x ${text.replace(/\s*[\r\n\u2028]+\s*/g, ' ')} x`);
});

const signs = fc.string({ unit: fc.constantFrom(...'ab1 `\\*_{}[]()<>#+-.!|~&$:/@"\'='), maxLength: 20 });

test('whatever a text holds, it brings no element', () => {
  fc.assert(
    fc.property(signs, (text) => {
      expect(rendered(`x ${plain(text)} y`).elements).toEqual(['p']);
      if (text.trim() !== '') expect(rendered(`x ${code(text)} y`).elements).toEqual(['p', 'code']);
    }),
  );
});

test('a codicon in a text is no codicon, also in code', () => {
  expect(rendered(plain('$(trash)')).text).toBe('$(trash)');
  expect(plain('$(trash)')).not.toMatch(/\$\(/);
  // VS Code draws `\$(trash)` as `$(trash)`.
  expect(withoutIcons(code('$(trash) $(a~spin) $ (b)'))).toBe('`\\$(trash) \\$(a~spin) $ (b)`');
});

test.each([
  [
    ['The folder cannot be read: permission denied.', 'Its files are left out.'],
    'The folder cannot be read: permission denied. Its files are left out.',
  ],
  [['Cannot be read', 'Close it'], 'Cannot be read. Close it.'],
  [['Really?', undefined, ' ', 'Wait …'], 'Really? Wait …'],
])('%j become sentences', (texts, expected) => {
  expect(sentences(...texts)).toBe(expected);
});
