import { posix } from 'node:path';
import { ToolwrightError } from '#base';
import type { Template, Values } from '../template.ts';
import { withNames } from '../values.ts';
import { literal } from './literal.ts';
import type { Declaration, Module } from './module.ts';

interface Placed extends Declaration {
  readonly module: Module;
}

/**
 * The program of a template as one file, as a person would have written it: its parameters are constants with their
 * values, the modules that the values choose follow after the first one, and what `run` does not need is left out.
 * @param inputs other names for properties of the input
 * @throws ToolwrightError `template-invalid` where the modules do not make a program
 */
export function compose(template: Template, values: Values, inputs: Readonly<Record<string, string>> = {}): string {
  const modules = modulesOf(template, values);
  const declarations = needed(modules);
  refuseClashes(declarations, template.name);
  const named = withNames(template.manifest, values);
  let source = '';
  for (const [at, declaration] of declarations.entries()) {
    const { module, close } = declaration;
    const before = declarations[at - 1];
    if (before !== undefined) source += close && before.module === module ? '\n' : '\n\n';
    if (module.notice !== undefined && before?.module !== module) source += `${module.notice}\n\n`;
    source += printed(declaration, template, values, inputs, named);
  }
  return `${source}\n`;
}

/** The entry, and after it what it imports, each once, in the order in which they are first needed. */
function modulesOf(template: Template, values: Values): Module[] {
  const found = new Map<string, Module>();
  const visit = (path: string, from?: Module): void => {
    if (found.has(path)) return;
    const module = template.module(path);
    if (module === undefined) throw invalid(template.name, `${from?.path ?? 'it'} imports ${path}, which is not there`);
    found.set(path, module);
    for (const { specifier, names } of module.imports) {
      const imported = chosen(template, values, posix.join(posix.dirname(path), specifier));
      visit(imported, module);
      const missing = names.find(
        (name) => !template.module(imported)?.declarations.some((one) => one.names.includes(name)),
      );
      if (missing !== undefined) throw invalid(template.name, `${imported} does not declare ${missing}`);
    }
  };
  visit(`${template.name}/index.ts`);
  return [...found.values()];
}

/** The module that a parameter puts in the place of an imported one. */
function chosen({ name, manifest }: Template, values: Values, path: string): string {
  for (const [parameter, { module = [] }] of Object.entries(manifest.parameters)) {
    for (const pattern of [module].flat()) {
      const [start = '', end = ''] = posix.join(name, pattern).split('*');
      const fits = path.startsWith(start) && path.endsWith(end) && !path.slice(start.length, -end.length).includes('/');
      if (fits) return `${start}${String(values[parameter])}${end}`;
    }
  }
  return path;
}

/** What `run` needs, directly or not: types, then constants, which functions may need when they are called, then functions. */
function needed(modules: readonly Module[]): Placed[] {
  const all = modules.flatMap((module) => module.declarations.map((one): Placed => ({ ...one, module })));
  const kept = new Set<Placed>();
  const names = ['run'];
  const seen = new Set(names);
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    for (const declaration of all) {
      if (kept.has(declaration) || !declaration.names.includes(name)) continue;
      kept.add(declaration);
      for (const used of declaration.uses) {
        if (seen.has(used)) continue;
        seen.add(used);
        names.push(used);
      }
    }
  }
  const order = ['type', 'constant', 'function'] as const;
  return order.flatMap((kind) => all.filter((declaration) => declaration.kind === kind && kept.has(declaration)));
}

function refuseClashes(declarations: readonly Placed[], template: string): void {
  const owners = new Map<string, Module>();
  for (const { names, module } of declarations) {
    for (const name of names) {
      const owner = owners.get(name) ?? module;
      if (owner !== module) throw invalid(template, `${owner.path} and ${module.path} both declare ${name}`);
      owners.set(name, module);
    }
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function printed(
  { text, code, names, constants, inputs, module }: Placed,
  { name: folder, manifest }: Template,
  values: Values,
  renamed: Readonly<Record<string, string>>,
  named: (text: string) => string,
): string {
  const edits: Edit[] = [];
  for (const [name, range] of constants) {
    const parameter = manifest.parameters[name];
    if (parameter === undefined || parameter.module !== undefined) continue;
    edits.push({ ...range, text: literal(values[name] ?? null) });
  }
  for (const { start, end, name, shorthand } of inputs) {
    const other = renamed[name];
    if (other !== undefined && other !== name)
      edits.push({ start, end, text: shorthand ? `${other}: ${name}` : other });
  }
  const isEntry = names.includes('run') && module.path === `${folder}/index.ts`;
  let result = text;
  for (const { start, end, text: put } of edits.sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + put + result.slice(end);
  }
  return commented(named, result.slice(0, code)) + (isEntry ? 'export ' : '') + result.slice(code);
}

/** A name that ends a comment does not. */
function commented(named: (text: string) => string, comments: string): string {
  return comments.replaceAll(/\{[A-Za-z_]\w*\}/g, (placeholder) => named(placeholder).replaceAll('*/', '*\\/'));
}

function invalid(template: string, reason: string): ToolwrightError {
  return new ToolwrightError('template-invalid', `The template ${template} cannot be used: ${reason}.`, {
    hint: 'Mend the files of the template.',
  });
}
