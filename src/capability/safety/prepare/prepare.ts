import { createHash } from 'node:crypto';
import { ts } from 'ts-morph';
import { ToolwrightError } from '#base';
import type { JsonSchema, Program, RunLimits } from '#protocol';
import { contextOf } from '../analyse.ts';
import { tooDeep } from '../model/bombs.ts';
import { isContext, isRun } from '../model/entry.ts';
import { exportsOf } from '../model/exports.ts';
import { type Parsed, parse } from '../model/program.ts';
import { usesContext } from '../model/uses.ts';
import type { RuleContext } from '../rule.ts';
import { emit } from './emit.ts';
import { withoutExport } from './exports.ts';
import { createGuards } from './guards.ts';
import { helperCode } from './helpers.ts';
import { type AddedNames, addedNames } from './names.ts';
import { type Replacements, replacementsOf } from './replacements.ts';
import { wrapping } from './wrapper.ts';

export interface PrepareOptions {
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly limits: RunLimits;
}

/**
 * Makes what a sandbox runs of a capability's source: JavaScript that counts its loops and calls, checks what it is
 * given and what it answers, and otherwise does what the source says. It expects a source that `analyse` admits, and
 * is no protection by itself.
 *
 * @throws ToolwrightError `unparsable-program`, `no-run`, `bad-schema`
 */
export async function prepare(source: string, options: PrepareOptions): Promise<Program> {
  try {
    return await prepared(source, options);
  } catch (error) {
    throw error instanceof RangeError ? tooDeep('The program') : error;
  }
}

async function prepared(source: string, { input, output, limits }: PrepareOptions): Promise<Program> {
  const parsed = parse(source);
  refuseUnparsable(parsed);
  const run = exportsOf(parsed.file).get('run');
  if (run === undefined) {
    throw new ToolwrightError('no-run', 'Nothing is exported as `run`.', { hint: 'Export a function named `run`.' });
  }
  const names = addedNames(parsed.file);
  const context = contextOf(source, { permissions: {} });
  const replacements = await replacementsOf(context, names);
  const { code, map } = emit(parsed, [transformation(names, replacements)]);
  const helpers = [...replacements.helpers].map((helper) => helperCode(helper, names, limits));
  const { before, after } = wrapping({
    input,
    output,
    limits,
    names,
    run,
    takesContext: takesContext(context),
    helpers,
  });
  const whole = `${before}${code}${after}`;
  return {
    code: whole,
    map: JSON.stringify({ ...map, file: 'index.js', sources: ['index.ts'], mappings: moved(map.mappings, before) }),
    hash: createHash('sha256').update(whole).digest('hex'),
  };
}

function transformation(names: AddedNames, { changes }: Replacements): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const guards = createGuards(names, factory);
    const visit = (node: ts.Node): ts.Node => {
      const inner = guards.guarded(ts.visitEachChild(node, visit, context), node);
      return changes.get(node)?.(inner, factory) ?? inner;
    };
    const statements = file.statements
      .map((statement) => ts.visitNode(statement, visit, ts.isStatement))
      .map((statement) => statement && withoutExport(statement, names.of('default'), factory))
      .filter((statement) => statement !== undefined);
    return factory.updateSourceFile(file, statements);
  };
}

/** A second parameter with a default that no permission is used through gets its default, not an empty context. */
function takesContext({ nodes, evaluator }: RuleContext): boolean {
  const run = nodes.find((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && isRun(node));
  const second = (run as ts.FunctionLikeDeclaration | undefined)?.parameters[1];
  if (second?.initializer === undefined) return true;
  return isContext(second) && usesContext(nodes, evaluator);
}

/** Mappings of code that begins below other lines. */
function moved(mappings: string, before: string): string {
  return ';'.repeat(before.split('\n').length - 1) + mappings;
}

function refuseUnparsable({ program, file }: Parsed): void {
  const [first] = program.getSyntacticDiagnostics(file);
  if (first === undefined) return;
  const { line } = file.getLineAndCharacterOfPosition(first.start);
  const text = ts.flattenDiagnosticMessageText(first.messageText, ' ');
  throw new ToolwrightError('unparsable-program', `Line ${line + 1} does not parse: ${text}`, {
    hint: 'Correct the text; it must be a complete TypeScript module by itself.',
  });
}
