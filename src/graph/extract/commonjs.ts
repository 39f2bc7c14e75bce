import type { CarriedName } from '#protocol';
import type { SyntaxNode } from './parse.ts';
import type { Specifier } from './record.ts';

/** One `require('x')`, `import x = require('x')` or `import('x')` in a type: what the module record leaves out. */
export interface TreeReference {
  readonly syntax: 'require' | 'import-equals' | 'import-type';
  readonly specifier: Specifier;
  readonly names: readonly CarriedName[];
  readonly typeOnly: boolean;
}

export interface TreeExport {
  readonly name: string;
  readonly start: number;
}

/** Collects references and CommonJS exports while a syntax tree is walked. */
export class TreeCollector {
  readonly #source: string;
  readonly references: TreeReference[] = [];
  readonly exports: TreeExport[] = [];
  /** Names by the start of the `require` call they come from; a declarator is met before its initialiser. */
  readonly #requiredNames = new Map<number, CarriedName[]>();

  constructor(source: string) {
    this.#source = source;
  }

  readonly visitor = {
    VariableDeclarator: (node: SyntaxNode) => {
      if (node.init && requireSpecifier(node.init)) this.#requiredNames.set(node.init.start, this.#boundNames(node.id));
    },
    CallExpression: (node: SyntaxNode) => {
      const specifier = requireSpecifier(node);
      if (!specifier) return;
      const names = this.#requiredNames.get(node.start) ?? [all('*')];
      this.references.push({ syntax: 'require', specifier, names, typeOnly: false });
    },
    TSImportEqualsDeclaration: (node: SyntaxNode) => {
      if (node.moduleReference.type !== 'TSExternalModuleReference') return;
      const specifier = literal(node.moduleReference.expression);
      const typeOnly = node.importKind === 'type';
      if (specifier)
        this.references.push({
          syntax: 'import-equals',
          specifier,
          typeOnly,
          names: [{ ...all(node.id.name), typeOnly }],
        });
    },
    TSImportType: (node: SyntaxNode) => {
      const specifier = literal(node.source ?? node.argument);
      if (!specifier) return;
      const name: string | undefined = node.qualifier?.name;
      const imported = name ?? '*';
      this.references.push({
        syntax: 'import-type',
        specifier,
        typeOnly: true,
        names: [{ imported, as: imported, typeOnly: true }],
      });
    },
    TSExportAssignment: (node: SyntaxNode) => {
      this.exports.push({ name: 'default', start: node.start });
    },
    AssignmentExpression: (node: SyntaxNode) => {
      if (isModuleExports(node.left)) this.#exportObject(node.right, node.start);
      else if (isMember(node.left) && (node.left.object.name === 'exports' || isModuleExports(node.left.object)))
        this.exports.push({ name: node.left.property.name, start: node.start });
    },
  };

  #exportObject(value: SyntaxNode, start: number): void {
    this.exports.push({ name: 'default', start });
    if (value.type !== 'ObjectExpression') return;
    for (const property of value.properties) {
      const name = property.key?.name ?? property.key?.value;
      if (typeof name === 'string') this.exports.push({ name, start: property.start });
    }
  }

  /** `const x = require()` takes all; `const { a, b: c } = require()` takes names; a rest element takes all. */
  #boundNames(pattern: SyntaxNode): CarriedName[] {
    if (pattern.type !== 'ObjectPattern') return [all(pattern.name ?? '*')];
    // The lazy tree leaves rest elements out, so the text is asked.
    if (this.#source.slice(pattern.start, pattern.end).includes('...')) return [all('*')];
    const names: CarriedName[] = [];
    for (const property of pattern.properties) {
      const imported = property.key?.name ?? property.key?.value;
      if (typeof imported !== 'string' || property.computed) return [all('*')];
      names.push({ imported, as: property.value?.name ?? imported, typeOnly: false });
    }
    return names;
  }
}

function all(as: string): CarriedName {
  return { imported: '*', as, typeOnly: false };
}

function requireSpecifier(node: SyntaxNode): Specifier | undefined {
  if (node.type !== 'CallExpression' || node.callee.name !== 'require' || node.arguments.length !== 1) return undefined;
  return literal(node.arguments[0]);
}

function literal(node: SyntaxNode): Specifier | undefined {
  if (typeof node?.value === 'string') return { value: node.value, start: node.start, end: node.end };
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return { value: node.quasis[0].value.cooked, start: node.start, end: node.end };
  }
  if (node?.type === 'TSLiteralType') return literal(node.literal);
  return undefined;
}

/** Identifiers and members have other type names in oxc's lazy tree, but the same properties. */
function isMember(node: SyntaxNode): boolean {
  return node.type === 'StaticMemberExpression' || (node.type === 'MemberExpression' && !node.computed);
}

function isModuleExports(node: SyntaxNode): boolean {
  return isMember(node) && node.object.name === 'module' && node.property.name === 'exports';
}
