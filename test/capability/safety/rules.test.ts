import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse, safetyRulePages, safetyRules } from '#capability/safety';
import { safetyRuleNames } from '#protocol';
import { root } from '../../../scripts/process.ts';

const rules = await safetyRules();

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { bad, good, severity }) => {
  test.each(bad)('finds $why', async ({ code, permissions = {} }) => {
    const { findings, admitted } = await analyse(code, { permissions });
    const own = findings.filter(({ rule }) => rule === id);
    expect(own).not.toEqual([]);
    if (own.some((finding) => finding.severity === 'error')) expect(admitted).toBe(false);
  });

  test.each(good)('leaves alone: $why', async ({ code, permissions = {} }) => {
    const { findings, admitted } = await analyse(code, { permissions });
    expect(findings.filter(({ rule }) => rule === id)).toEqual([]);
    expect(admitted).toBe(true);
  });

  test('has samples of both sorts, one of them with its own severity', async () => {
    expect(good.length).toBeGreaterThan(0);
    const reports = await Promise.all(bad.map(({ code, permissions = {} }) => analyse(code, { permissions })));
    const severities = reports.flatMap(({ findings }) => findings.filter(({ rule }) => rule === id));
    expect(severities.map((finding) => finding.severity)).toContain(severity);
  });
});

test('rules have ids of their own', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('the names that are known everywhere are those of the rules', () => {
  expect(rules.map(({ id }) => id)).toEqual(safetyRuleNames);
});

test('docs/safety says what the rules say; scripts/safetyDocs.ts writes it', async () => {
  const folder = join(root, 'docs', 'safety');
  const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(await safetyRulePages()));
});
