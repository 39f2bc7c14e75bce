import { ts } from 'ts-morph';
import { declarationOf } from '../model/names.ts';
import { bare, quoted } from '../model/tree.ts';
import { targets } from '../model/values/calls.ts';
import { constants } from '../model/values/value.ts';
import type { Found, Rule, RuleContext } from '../rule.ts';

export const obfuscation: Rule = {
  id: 'obfuscation',
  title: 'Code that hides what it does',
  severity: 'error',
  why: 'Names that are escaped or put together from pieces have one purpose: that a reader does not see them.',
  hint: 'Write names and texts as they are.',
  good: [
    {
      code: 'export function run(y = 1, m = 2) { const t: Record<string, number> = { "1-2": 9 }; return t[y + "-" + m] ?? 0; }',
      why: 'a key of parts',
    },
    {
      code: 'export function run(n = 0) { const c: Record<string, number> = { a: 1 }; return c[String.fromCharCode(97 + n)]; }',
      why: 'a letter by its number',
    },
    {
      code: 'export function run() { return "\\x1b[31mred\\x1b[0m \\u00e9".length; }',
      why: "escapes of what can't be typed",
    },
    {
      code: 'export function run(o: any = []) { return o["constructor"] === Array; }',
      why: 'a key that everybody can read',
    },
  ],
  bad: [
    { code: 'export function run(s: string) { return \\u0065val(s); }', why: 'an escaped name' },
    { code: 'export function run(o: any) { return o["const" + "ructor"]; }', why: 'a name of two pieces' },
    {
      code: 'export function run(o: any) { return o["rotcurtsnoc".split("").reverse().join("")]; }',
      why: 'a name backwards',
    },
    {
      code: 'export function run(o: any) { return o["\\x63\\x6f\\x6e\\x73\\x74\\x72\\x75\\x63\\x74\\x6f\\x72"]; }',
      why: 'a name in escapes',
    },
    {
      code: 'const _0x3f2a = ["a"]; const _0x1b4c = (i: number) => _0x3f2a[i]; const _0x77de = 0;\nexport function run() { return _0x1b4c(_0x77de); }',
      why: 'names of an obfuscator',
    },
  ],
  check,
};

/** Names that lead out of data. */
const leadingOut = new Set(
  `constructor __proto__ prototype eval Function process require globalThis global window self module mainModule
  binding child_process execSync spawn import __defineGetter__ __defineSetter__ __lookupGetter__ prepareStackTrace`.split(
    /\s+/,
  ),
);

function* check(context: RuleContext): Generator<Found> {
  const { nodes, evaluator, source } = context;
  for (const node of nodes) {
    if (
      (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) &&
      node.getText() !== node.text &&
      node.getText().includes('\\')
    ) {
      yield { at: node, message: `\`${node.text}\` is written with escapes, so that it is not read as what it is.` };
    }
    if (ts.isStringLiteralLike(node)) yield* escapedText(node);
    const key = builtKey(node, context);
    if (key !== undefined) {
      const names = constants(evaluator.of(key)).filter((name) => leadingOut.has(String(name)));
      if (names.length > 0) yield { at: key, message: `A key is put together so that it becomes \`${names[0]}\`.` };
    }
  }
  yield* ofWholeText(source, context);
}

/** A key that is not written out. */
function builtKey(node: ts.Node, { evaluator }: RuleContext): ts.Expression | undefined {
  const key = ts.isElementAccessExpression(node)
    ? node.argumentExpression
    : ts.isComputedPropertyName(node)
      ? node.expression
      : ts.isCallExpression(node) && targets(node, evaluator).some(({ callee }) => isLookup(callee))
        ? node.arguments[1]
        : undefined;
  return key && isBuilt(key, evaluator) ? key : undefined;
}

/** A key that is itself a literal, or a constant that is one, hides nothing. */
function isBuilt(key: ts.Expression, evaluator: RuleContext['evaluator'], depth = 0): boolean {
  const inner = bare(key);
  if (ts.isStringLiteralLike(inner)) return false;
  if (ts.isCallExpression(inner)) return true;
  if (ts.isBinaryExpression(inner)) return inner.operatorToken.kind === ts.SyntaxKind.PlusToken;
  if (ts.isTemplateExpression(inner)) return true;
  if (!ts.isIdentifier(inner) || depth > 4) return false;
  const declaration = declarationOf(inner, evaluator.parsed.checker);
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    isBuilt(declaration.initializer, evaluator, depth + 1)
  );
}

function isLookup(callee: { readonly kind: string; readonly path?: string }): boolean {
  return callee.kind === 'builtin' && /^Reflect\.(get|set|has)$|getOwnPropertyDescriptor$/.test(callee.path ?? '');
}

/** Letters that are written as escapes. */
function* escapedText(node: ts.StringLiteralLike): Generator<Found> {
  const escapes = [...node.getText().matchAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\})/gi)].filter(
    ([, short, long, braced]) =>
      /[\w$]/.test(String.fromCodePoint(Number.parseInt(short ?? long ?? braced ?? '0', 16) % 0x110000)),
  );
  if (escapes.length === 0) return;
  if (leadingOut.has(node.text)) {
    yield { at: node, message: `\`${node.text}\` is written with escapes, so that it is not read as what it is.` };
  } else if (escapes.length >= 8) {
    yield {
      at: node,
      severity: 'warning',
      message: `${quoted(node)} has letters as escapes, so that it is hard to read.`,
    };
  }
}

function* ofWholeText(source: string, { nodes, evaluator, file }: RuleContext): Generator<Found> {
  const hidden = /[\u202a-\u202e\u2066-\u2069]/.exec(source);
  if (hidden) {
    const at = { start: hidden.index, end: hidden.index + 1 };
    yield { at, message: 'A character that turns the direction of text shows code in another order than it runs in.' };
  }
  const coded = nodes.filter((node) => ts.isIdentifier(node) && /^_0x[0-9a-f]{3,}$/i.test(node.text));
  if (coded[0] && new Set(coded.map((node) => node.getText())).size >= 3) {
    yield {
      at: coded[0],
      message: 'Names like this one are made by an obfuscator, so that nobody can read the program.',
    };
  }
  const symbols = source.match(/[[\]()!+{}]/g)?.length ?? 0;
  if (symbols > 150 && symbols / source.replaceAll(/\s/g, '').length > 0.7) {
    yield { at: file, message: 'The program is written in brackets and signs only, so that nobody can read it.' };
  }
  if (evaluator.isExhausted()) {
    yield {
      at: file,
      message: 'The values in this program could not be followed to their end; it is too tangled to be judged.',
    };
  }
}
