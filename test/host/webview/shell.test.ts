import { expect, test } from 'vitest';
import { type Shell, shellHtml } from '../../../src/host/webview/shell.ts';

const shell: Shell = {
  language: 'de',
  title: 'Graph',
  script: 'https://files/graph.js',
  styles: ['https://files/graph.css'],
  source: 'https://files',
  nonce: 'abc',
  words: undefined,
};

test('a page is allowed its own files, and scripts by their nonce alone', () => {
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(shellHtml(shell)) ?? [];
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abc'",
    "style-src https://files 'unsafe-inline'",
    'font-src https://files',
    'img-src https://files data: blob:',
    'worker-src blob:',
  ]);
});

test('no text can leave its place in the page', () => {
  const html = shellHtml({ ...shell, title: '</title><script>', words: { a: '</script><script>alert(1)</script>' } });
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script/g)).toHaveLength(2);
  const [, words = ''] = /id="words">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(words)).toEqual({ a: '</script><script>alert(1)</script>' });
});
