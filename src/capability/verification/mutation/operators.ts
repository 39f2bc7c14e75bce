import { ts } from 'ts-morph';

const { SyntaxKind } = ts;

/** What stands in the place of an operator, by its token. */
export const operators: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map([
  [SyntaxKind.LessThanToken, ['<=', '>=']],
  [SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [SyntaxKind.EqualsEqualsToken, ['!=']],
  [SyntaxKind.ExclamationEqualsToken, ['==']],
  [SyntaxKind.PlusToken, ['-']],
  [SyntaxKind.MinusToken, ['+']],
  [SyntaxKind.AsteriskToken, ['/']],
  [SyntaxKind.SlashToken, ['*']],
  [SyntaxKind.PercentToken, ['*']],
  [SyntaxKind.AsteriskAsteriskToken, ['*']],
  [SyntaxKind.AmpersandToken, ['|']],
  [SyntaxKind.BarToken, ['&']],
  [SyntaxKind.CaretToken, ['&']],
  [SyntaxKind.LessThanLessThanToken, ['>>']],
  [SyntaxKind.GreaterThanGreaterThanToken, ['<<']],
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, ['<<']],
  [SyntaxKind.AmpersandAmpersandToken, ['||']],
  [SyntaxKind.BarBarToken, ['&&']],
  [SyntaxKind.QuestionQuestionToken, ['&&']],
  [SyntaxKind.PlusEqualsToken, ['-=']],
  [SyntaxKind.MinusEqualsToken, ['+=']],
  [SyntaxKind.AsteriskEqualsToken, ['/=']],
  [SyntaxKind.SlashEqualsToken, ['*=']],
  [SyntaxKind.PercentEqualsToken, ['*=']],
  [SyntaxKind.AsteriskAsteriskEqualsToken, ['*=']],
  [SyntaxKind.AmpersandEqualsToken, ['|=']],
  [SyntaxKind.BarEqualsToken, ['&=']],
  [SyntaxKind.CaretEqualsToken, ['&=']],
  [SyntaxKind.LessThanLessThanEqualsToken, ['>>=']],
  [SyntaxKind.GreaterThanGreaterThanEqualsToken, ['<<=']],
  [SyntaxKind.QuestionQuestionEqualsToken, ['=']],
]);

/** Operators before or after one operand. */
export const unaryOperators: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.PlusPlusToken, '--'],
  [SyntaxKind.MinusMinusToken, '++'],
  [SyntaxKind.ExclamationToken, ''],
  [SyntaxKind.MinusToken, ''],
  [SyntaxKind.TildeToken, ''],
]);

/** Methods of texts and lists with one that does nearly the same; without one, the call is left out. */
export const methods: ReadonlyMap<string, string | undefined> = new Map([
  ['toUpperCase', 'toLowerCase'],
  ['toLowerCase', 'toUpperCase'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['trimStart', 'trimEnd'],
  ['trimEnd', 'trimStart'],
  ['padStart', 'padEnd'],
  ['padEnd', 'padStart'],
  ['indexOf', 'lastIndexOf'],
  ['lastIndexOf', 'indexOf'],
  ['replaceAll', 'replace'],
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['trim', undefined],
  ['replace', undefined],
  ['slice', undefined],
  ['filter', undefined],
  ['sort', undefined],
  ['toSorted', undefined],
  ['reverse', undefined],
  ['toReversed', undefined],
]);

/**
 * Regular expressions that match a little more or less: an anchor, a quantifier, a class or a flag changed (after the
 * operators of Arcaini, Gargantini and Riccobene, "MutRex", ICSTW 2017). At most one of each kind, the first.
 */
export function regexMutants(literal: string): string[] {
  const end = literal.lastIndexOf('/');
  const [body, flags] = [literal.slice(1, end), literal.slice(end + 1)];
  const changes: readonly (readonly [RegExp, (found: string) => string])[] = [
    [/^\^/, () => ''],
    [/(?<!\\)\$$/, () => ''],
    [/(?<=[\w)\]])\+/, () => ''],
    [/(?<=[\w)\]])\*/, () => '+'],
    [
      /\\[dDwWsS]/,
      ([, kind = '']: string) => `\\${kind === kind.toLowerCase() ? kind.toUpperCase() : kind.toLowerCase()}`,
    ],
    [/(?<!\\)\[\^/, () => '['],
    [/(?<!\\)\[(?!\^)/, () => '[^'],
  ];
  const bodies = changes
    .map(([pattern, change]) => body.replace(pattern, change))
    .filter((changed) => changed !== body);
  const all = bodies.filter((changed) => changed !== '').map((changed) => `/${changed}/${flags}`);
  for (const flag of ['g', 'i']) if (flags.includes(flag)) all.push(`/${body}/${flags.replace(flag, '')}`);
  // Where nothing in it changes, it matches nothing instead.
  return (all.length > 0 ? all : [`/(?!)/${flags}`]).filter(isRegex);
}

function isRegex(literal: string): boolean {
  const end = literal.lastIndexOf('/');
  try {
    new RegExp(literal.slice(1, end), literal.slice(end + 1));
    return true;
  } catch {
    return false;
  }
}
