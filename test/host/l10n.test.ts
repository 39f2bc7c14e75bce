import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

/** The texts of all `l10n.t('…')` of a file. */
function textsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') {
      const [text] = node.arguments;
      if (text === undefined || !ts.isStringLiteralLike(text)) {
        throw new Error(`${path}: only a literal can be translated, not ${node.getText(source)}`);
      }
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

test('l10n/bundle.l10n.json holds every text that can be translated (`vitest -u` writes it)', async () => {
  const texts = globSync(['src/host/**/*.ts', 'webview/**/*.ts'], { cwd: root }).flatMap((file) =>
    textsOf(`${root}${file}`),
  );
  expect(texts.length).toBeGreaterThan(100);
  const bundle = Object.fromEntries([...new Set(texts)].sort().map((text) => [text, text]));
  await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot(`${root}l10n/bundle.l10n.json`);
});
