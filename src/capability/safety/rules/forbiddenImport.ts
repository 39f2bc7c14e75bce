import { ts } from 'ts-morph';
import { quoted } from '../model/tree.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

const run = 'export function run() { return 1; }';

export const forbiddenImport: Rule = {
  id: 'forbidden-import',
  title: 'Imports that exist at run time',
  severity: 'error',
  why: 'A capability is one file. Whatever it needs from outside arrives as an object in `context`, so that permissions can be checked; an import would go around them.',
  hint: 'Write what is needed in index.ts itself, or ask for a permission and use `context`. `import type` is fine.',
  good: [
    {
      code: 'import type { Stats } from "node:fs";\nexport function run(s: Stats) { return s.size; }',
      why: 'types are erased',
    },
    { code: `import { type Stats } from "node:fs";\n${run} export type S = Stats;`, why: 'only a type is imported' },
    { code: `type Stats = import("node:fs").Stats;\n${run}`, why: 'the type of a module' },
    { code: 'export function run() { return "import fs from \'fs\'".length; }', why: 'an import in a text' },
  ],
  bad: [
    {
      code: 'import { readFileSync } from "fs";\nexport function run() { return readFileSync("/etc/hostname", "utf8"); }',
      why: 'a module of Node',
    },
    { code: `import "node:fs";\n${run}`, why: 'imported for its effects' },
    { code: 'export async function run() { return (await import("node:os")).hostname(); }', why: 'import as a call' },
    {
      code: 'import os = require("os");\nexport function run() { return os.hostname(); }',
      why: "TypeScript's import of CommonJS",
    },
    { code: `export * from "node:fs";\n${run}`, why: 'passing on a module' },
    { code: 'export function run() { return import.meta.url; }', why: 'where the program lies' },
  ],
  check,
};

function* check({ nodes }: RuleContext): Generator<Found> {
  for (const node of nodes) {
    const module = moduleOf(node);
    if (module !== undefined) {
      yield {
        at: node,
        message: `${module} would be loaded at run time, past the permissions: a capability has no modules.`,
      };
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      yield {
        at: node,
        message: '`import.meta` leads to where and how the program was loaded, which is not its business.',
      };
    }
  }
}

/** What a node loads, in words. */
function moduleOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node)) return isTypeOnly(node.importClause) ? undefined : quoted(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const { exportClause } = node;
    const types = exportClause && ts.isNamedExports(exportClause) && allTypes(exportClause.elements);
    return node.isTypeOnly || types ? undefined : quoted(node.moduleSpecifier);
  }
  if (ts.isImportEqualsDeclaration(node) && !node.isTypeOnly && ts.isExternalModuleReference(node.moduleReference)) {
    return quoted(node.moduleReference.expression);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return node.arguments[0] ? quoted(node.arguments[0]) : 'A module';
  }
  return undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings, name } = clause;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    allTypes(namedBindings.elements)
  );
}

function allTypes(elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): boolean {
  return elements.length > 0 && elements.every((element) => element.isTypeOnly);
}
