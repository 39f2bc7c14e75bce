import type { Rule, Sample } from './rule.ts';

/** The page of a rule, docs/safety/ID.md: generated, so that it says what the rule does. */
function rulePage({ id, title, severity, why, hint, good, bad }: Rule): string {
  return `# ${title}

\`${id}\` · ${severity}${severity === 'error' ? ': the program is not run' : ''}

${why}

**What to do.** ${hint}

## Found
${samples(bad)}
## Left alone
${samples(good)}
<!-- Generated from src/capability/safety/rules by scripts/safetyDocs.ts. -->
`;
}

function samples(all: readonly Sample[]): string {
  return all.map(({ code, why, permissions }) => `\n${heading(why, permissions)}\n\n${fenced(code)}\n`).join('');
}

function heading(why: string, permissions: Sample['permissions']): string {
  const granted = permissions ? ` (declared: \`${JSON.stringify(permissions)}\`)` : '';
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}${granted}:`;
}

function fenced(code: string): string {
  const fence = code.includes('```') ? '````' : '```';
  return `${fence}ts\n${code}\n${fence}`;
}

/** The list of all pages, docs/safety/README.md. */
function rulesIndex(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, title, severity }) => `| [\`${id}\`](${id}.md) | ${severity} | ${title} |`);
  return `# What is looked for in generated code

An \`error\` blocks: the program is not run. The rest takes points off the safety score.

| rule | severity | |
|---|---|---|
${rows.join('\n')}
`;
}

/** Every page by its file name. */
export function pagesOf(rules: readonly Rule[]): Map<string, string> {
  return new Map([
    ['README.md', rulesIndex(rules)],
    ...rules.map((rule) => [`${rule.id}.md`, rulePage(rule)] as const),
  ]);
}
