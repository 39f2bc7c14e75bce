import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { isPlaceholder } from './patterns.ts';

const id = '@secretlint/secretlint-rule-preset-recommend';

/** What secretlint takes for credentials: indexes of texts, with what each is. */
export async function secretlintFinds(texts: readonly string[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  if (texts.length === 0) return found;
  const lines = texts.map((text) => text.replaceAll(/[\r\n]+/g, ' '));
  const content = lines.join('\n');
  const { messages } = await lintSource({
    source: { filePath: 'index.txt', content, ext: '.txt', contentType: 'text' },
    options: { config: { rules: [{ id, rule: creator, options: {} }] }, noPhysicFilePath: true },
  });
  for (const { range, ruleId } of messages) {
    if (isPlaceholder(content.slice(...range))) continue;
    found.set(content.slice(0, range[0]).split('\n').length - 1, wordsFor(ruleId));
  }
  return found;
}

function wordsFor(rule: string): string {
  return `a credential (${rule.replace(/^@secretlint\/secretlint-rule-/, '')})`;
}
