import type { Random } from '../random.ts';
import { isJavaScript, isType, type PlannedExport, type PlannedImport, type PlannedModule } from './model.ts';

/** Writes a planned module: imports, the exports it was given, and as much code around them as real modules have. */
export function textOf(module: PlannedModule, random: Random): string {
  const imports = module.imports.map((entry, n) => importText(entry, n, random));
  if (module.role === 'barrel') return `${imports.join('\n')}\n`;
  const used = module.imports.flatMap(({ form, names }, n) => {
    if (form === 'namespace' || form === 'dynamic') return [`module${n}`];
    return form === 'named' || form === 'require' ? names.filter((name) => !isType(name)).map(({ name }) => name) : [];
  });
  const body =
    module.role === 'test'
      ? [testText(used, random)]
      : module.exports.map((entry) => exportText(entry, module, random));
  const filler = Array.from({ length: fillerCount(random) }, (_, n) => fillerText(n, module, random));
  const uses = used.length === 0 || module.role === 'test' ? [] : [`const uses = [${used.join(', ')}];`, 'void uses;'];
  const last =
    module.language === 'cjs' ? [`module.exports = { ${module.exports.map(({ name }) => name).join(', ')} };`] : [];
  return `${[imports.join('\n'), uses.join('\n'), ...body, ...filler, ...last].filter((part) => part !== '').join('\n\n')}\n`;
}

function importText({ specifier, form, names }: PlannedImport, n: number, random: Random): string {
  const quote = random.chance(0.9) ? "'" : '"';
  const from = `${quote}${specifier}${quote}`;
  const list = names.map((name) => (isType(name) ? `type ${name.name}` : name.name)).join(', ');
  switch (form) {
    case 'named':
      return `import { ${list} } from ${from};`;
    case 'type':
      return `import type { ${names.map(({ name }) => name).join(', ')} } from ${from};`;
    case 'namespace':
      return `import * as module${n} from ${from};`;
    case 'side-effect':
      return `import ${from};`;
    case 'dynamic':
      return `const module${n} = () => import(${from});`;
    case 'require':
      return names.length === 0 ? `require(${from});` : `const { ${list} } = require(${from});`;
    case 're-export-all':
      return `export * from ${from};`;
    case 're-export-named':
      return `export { ${list} } from ${from};`;
  }
}

function exportText({ name, kind }: PlannedExport, module: PlannedModule, random: Random): string {
  const keyword = module.language === 'cjs' ? '' : 'export ';
  const types = !isJavaScript(module);
  switch (kind) {
    case 'function':
      return `/** Looks at the entries of ${name} and tells what they come to. */\n${keyword}function ${name}(entries${types ? ': readonly number[]' : ''}) {\n${statements(random)}\n}`;
    case 'const':
      return `${keyword}const ${name} = {\n  limit: ${random.below(1000)},\n  label: 'import the ${name} from "here"',\n  pattern: /from '[^']*'\\/${random.below(9)}/u,\n}${types ? ' as const' : ''};`;
    case 'class':
      return `${keyword}class ${name} {\n  #entries${types ? ': readonly number[]' : ''} = [];\n\n  total(entries${types ? ': readonly number[]' : ''} = this.#entries) {\n${statements(random)}\n  }\n}`;
    case 'interface':
      return `${keyword}interface ${name} {\n  readonly id: string;\n  readonly amount: number;\n  readonly tags: readonly string[];\n}`;
    case 'type':
      return `${keyword}type ${name} = { readonly kind: '${name}'; readonly at: number } | undefined;`;
  }
}

function statements(random: Random): string {
  const lines = ['  let total = 0;', '  for (const entry of entries) {'];
  const count = 1 + random.below(12);
  for (let n = 0; n < count; n += 1) lines.push(`    ${statement(random)}`);
  return [...lines, '  }', '  return total;'].join('\n');
}

/** Now and then one that looks like an import to who does not parse. */
function statement(random: Random): string {
  const value = random.below(500);
  if (random.chance(0.002)) {
    return random.pick([
      `total += entry; // import { nothing } from './comment${value}';`,
      `total -= \`\${entry} of ${value} in require('./text')\`.length;`,
    ]);
  }
  return random.pick([
    `if (entry > ${value}) total += entry % ${value + 1};`,
    `total = Math.max(total, entry * ${value});`,
    `total -= \`\${entry} of ${value}\`.length;`,
  ]);
}

/** Half of all files are short, and a few are very long. */
function fillerCount(random: Random): number {
  return Math.min(60, Math.floor(Math.exp(random.next() * 3.2) - 1));
}

function fillerText(n: number, module: PlannedModule, random: Random): string {
  const typed = isJavaScript(module) ? '' : ': readonly number[]';
  if (module.language === 'tsx' && random.chance(0.3)) {
    return `const Row${n} = (entries${typed}) => (\n  <section title="row ${n}">\n    {entries.map((entry) => (\n      <p key={entry}>don't import this from 'there': {entry}</p>\n    ))}\n  </section>\n);\nvoid Row${n};`;
  }
  return `/* Kept for ${random.below(100)} reasons. */\nconst step${n} = (entries${typed}) => {\n${statements(random)}\n};\nvoid step${n};`;
}

function testText(used: readonly string[], random: Random): string {
  return `test('does what it is for', () => {\n${used.map((name) => `  expect(${name}).toBeDefined();`).join('\n')}\n  expect(${random.below(9)}).toBeLessThan(9);\n});`;
}
