import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

const folder = 'src/capability/synthesis/byExample';

/** Where the library is kept, from the repository's top folder. */
export const printedLibraryFile = `${folder}/print/library.generated.ts`;

const sources = [
  'evaluate/array.ts',
  'evaluate/calendar.ts',
  'evaluate/casing.ts',
  'evaluate/dateForms.ts',
  'evaluate/list.ts',
  'evaluate/moment.ts',
  'evaluate/momentNames.ts',
  'evaluate/momentPart.ts',
  'evaluate/number.ts',
  'evaluate/numeral.ts',
  'evaluate/radix.ts',
  'evaluate/readName.ts',
  'evaluate/readMoment.ts',
  'evaluate/take.ts',
  'evaluate/value.ts',
  'language/expression.ts',
];

/** What programs call; what these need comes along. Parts of moments are added. */
const called = [
  ...[
    'titleCase',
    'capitalise',
    'upperFirst',
    'lowerFirst',
    'parseNumber',
    'formatNumber',
    'roundTo',
    'tidy',
    'shiftPoint',
    'valueWithin',
  ],
  ...[
    'sumOf',
    'productOf',
    'leastOf',
    'greatestOf',
    'averageOf',
    'runningSums',
    'uniqueItems',
    'uniqueBy',
    'sortedBy',
    'zipped',
  ],
  ...['romanNumeral', 'fromRomanNumeral', 'ordinal'],
  ...['inRadix', 'fromRadix', 'taken', 'repeated', 'momentNamed'],
  ...['sortedTexts', 'sortedByLength', 'sortedByNumber', 'expandedRanges', 'collapsedRanges', 'chunksOf'],
  ...['dateWritten', 'yearMonthDay', 'dayMonthYear', 'monthDayYear', 'eightDigits'],
  ...['readDate', 'readTime', 'readMoment', 'addTime', 'roundTime', 'addDays', 'edgeDay', 'timeIn', 'momentOfUnix'],
];

/** What the printer has in a simpler form of its own. */
const printers = new Set(['charactersOf']);

interface Declared {
  readonly source: string;
  /** Other declarations that it names. */
  readonly names: ReadonlySet<string>;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The declarations of the evaluator that printed programs call, as the text of a module: one source of each of them, which
 * is run for previews and printed into programs.
 * @param root the repository's top folder
 */
export function printedLibrary(root: string): string {
  const declared = new Map<string, Declared>();
  for (const file of sources) {
    const text = readFileSync(join(root, folder, file), 'utf8');
    for (const [name, declaration] of declarationsOf(file, text)) declared.set(name, declaration);
  }
  const parts = partsOf(declared.get('momentParts')?.source ?? '');
  const kept = new Map<string, string>();
  const keep = (name: string): void => {
    const found = declared.get(name);
    if (found === undefined || kept.has(name)) return;
    const needs = [...found.names].filter((other) => other !== name && (declared.has(other) || printers.has(other)));
    kept.set(name, `  ${name}: {\n    needs: '${needs.join(' ')}',\n    source: \`${escaped(found.source)}\`,\n  },`);
    needs.forEach(keep);
  };
  for (const name of [...called, ...parts.map(([, writer]) => writer)]) {
    if (!declared.has(name)) throw new Error(`The evaluator does not declare ${name}.`);
    keep(name);
  }
  return `// Written by scripts/printedLibrary.ts from the evaluator: change that, not this.

/** Functions that printed programs may need, each with the names of others that it needs itself. */
export const library = {
${[...kept.values()].join('\n')}
} as const;

/** The function that writes each part of a moment. */
export const partWriters = {
${parts.map(([part, writer]) => `  ${part}: '${writer}',`).join('\n')}
} as const;
`;
}

function* declarationsOf(file: string, text: string): Generator<readonly [string, Declared]> {
  const { program, comments } = parseSync(file, text);
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration === null || !('type' in declaration)) continue;
    const id =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations[0]?.id
        : 'id' in declaration
          ? declaration.id
          : undefined;
    if (id?.type !== 'Identifier') continue;
    const comment = comments.find(({ end }) => text.slice(end, statement.start).trim() === '' && end < statement.start);
    const above = comment === undefined ? '' : `${text.slice(comment.start, comment.end)}\n`;
    const source = `${above}${text.slice(declaration.start, declaration.end)}`;
    yield [id.name, { source, names: new Set(namesIn(declaration)) }];
  }
}

function* namesIn(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const one of node) yield* namesIn(one);
  if (!isNode(node)) return;
  if (node.type === 'Identifier' && 'name' in node) yield String(node.name);
  for (const child of Object.values(node)) if (typeof child === 'object') yield* namesIn(child);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** `year: yearOf,` of the table of parts. */
function partsOf(table: string): (readonly [string, string])[] {
  return [...table.matchAll(/^ {2}(\w+): (\w+),$/gm)].map(([, part = '', writer = '']) => [part, writer]);
}

function escaped(source: string): string {
  return source.replace(/\\/g, '\\\\').replace(/`/g, '\\`').replace(/\$\{/g, '\\${');
}
