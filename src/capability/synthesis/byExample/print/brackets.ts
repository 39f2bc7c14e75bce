import tokensOf, { type Token } from 'js-tokens';

/** Something that a method can be called on. */
export function operand(code: string): string {
  return isChain([...tokensOf(code.replaceAll(/\n\s*(?=\.)/g, ''))]) ? code : `(${code})`;
}

/** Without the brackets around all of it. */
export function unwrapped(code: string): string {
  const tokens = [...tokensOf(code)];
  const isWrapped = tokens[0]?.value === '(' && endOfGroup(tokens, 0) === tokens.length - 1;
  return isWrapped ? code.slice(1, -1) : code;
}

const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);

/** Where what opens at a token closes: the index of that token. */
function endOfGroup(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { type, value } = tokens[at] as Token;
    if (type === 'TemplateHead' || (type === 'Punctuator' && opening.has(value))) depth += 1;
    if (type === 'TemplateTail' || (type === 'Punctuator' && closing.has(value))) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

const starts: readonly Token['type'][] = [
  'IdentifierName',
  'StringLiteral',
  'NoSubstitutionTemplate',
  'TemplateHead',
  'RegularExpressionLiteral',
];
const keywords = /^(?:await|typeof|new|void|function|async|class|delete|yield)$/;

/** A value and what is taken from it: `text.split(',')[0]`, with no operator outside of brackets. */
function isChain(tokens: readonly Token[]): boolean {
  const [first] = tokens;
  if (first === undefined || keywords.test(first.value)) return false;
  if (!starts.includes(first.type) && first.value !== '(' && first.value !== '[') return false;
  for (let at = endOfGroup(tokens, 0) + 1; at < tokens.length; at++) {
    const { type, value } = tokens[at] as Token;
    const isAccess = type === 'IdentifierName' || ['.', '?.', '(', '['].includes(value);
    if (!isAccess) return false;
    at = endOfGroup(tokens, at);
  }
  return true;
}
