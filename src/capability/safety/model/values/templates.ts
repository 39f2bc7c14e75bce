import { ts } from 'ts-morph';
import type { Evaluator } from './evaluation.ts';
import { constant, constants, toData, union, unknown, type Values } from './value.ts';

/** The texts that a template makes of values that are known. */
export function templateText(node: ts.TemplateExpression, evaluator: Evaluator): Values {
  const holes = node.templateSpans.map(({ expression }) => evaluator.of(expression));
  return filled([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)], holes);
}

/** `String.raw` with what it is given; other tags are unknown. */
export function taggedText(node: ts.TaggedTemplateExpression, evaluator: Evaluator): Values {
  const raw = evaluator.of(node.tag).some((tag) => tag.kind === 'builtin' && tag.path === 'String.raw');
  if (!raw) return unknown;
  const { template } = node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return constant(template.rawText ?? template.text);
  const texts = [template.head, ...template.templateSpans.map(({ literal }) => literal)];
  const holes = template.templateSpans.map(({ expression }) => evaluator.of(expression));
  return filled(
    texts.map((text) => text.rawText ?? text.text),
    holes,
  );
}

function filled(texts: readonly string[], holes: readonly Values[]): Values {
  let found = [texts[0] ?? ''];
  for (const [index, hole] of holes.entries()) {
    const known = hole.map(toData).filter((one) => one !== undefined);
    const next = texts[index + 1] ?? '';
    const longer = found.flatMap((text) => known.map(({ data }) => `${text}${safeText(data)}${next}`)).slice(0, 24);
    // What is too long to be followed is not made longer.
    found = constants(longer.flatMap(constant)) as string[];
  }
  return union(...found.map(constant));
}

function safeText(data: unknown): string {
  try {
    return String(data);
  } catch {
    return '';
  }
}
