import * as l10n from '@vscode/l10n';
import { type Gap, type GapExample, type PlainData, type SourcePlace, type Stub, shownParameters } from '#protocol';
import { outcomeLabel } from '../capabilities/texts/words.ts';
import { plain } from '../texts/markdown.ts';
import { joined, number, users } from '../texts/quantities.ts';

/** One row of the Gaps view as plain data. */
export interface GapNode {
  /** Unique in the tree of one folder, and the same after an update, so that what is open stays open. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown; whatever of it others have written is escaped. */
  readonly tooltip?: string;
  readonly icon: string;
  /** What menus look for. */
  readonly is?: 'gap' | 'stubGap' | 'ignoredGap';
  readonly gap?: Gap;
  /** What a click opens. */
  readonly place?: SourcePlace;
  readonly children?: readonly GapNode[];
}

/** The rows of the gaps of one folder, most pressing first, those that are ignored together at the end. */
export function gapNodes(gaps: readonly Gap[]): readonly GapNode[] {
  const open = gaps.filter(({ ignored }) => ignored === undefined);
  const ignored = gaps.filter((gap) => gap.ignored !== undefined);
  if (ignored.length === 0) return open.map(gapNode);
  const group: GapNode = {
    id: 'ignored',
    label: l10n.t('Ignored'),
    description: number(ignored.length),
    icon: 'eye-closed',
    children: ignored.map(gapNode),
  };
  return [...open.map(gapNode), group];
}

function gapNode(gap: Gap): GapNode {
  const { id, stub, function: own, ignored } = gap;
  const place = stub?.place ?? own?.use;
  const children = [
    ...contradictionNodes(gap),
    ...gap.examples.map((example, at) => exampleNode(id, example, at)),
    ...skippedNodes(gap),
    ...requestNodes(gap),
    ...nearNodes(gap),
  ];
  return {
    id,
    label: stub !== undefined ? signatureText(stub) : own === undefined ? gap.intent : functionText(own.name, gap),
    description: joined([
      stub?.place.path ?? own?.path,
      gap.requests.length > 0 && requestsText(gap.requests.length),
      gap.users > 1 && users(gap.users),
      examplesText(gap.examples.length),
    ]),
    tooltip: [
      `**${plain(gap.intent)}**`,
      ...stateTexts(gap).map(plain),
      ...(ignored === undefined ? [] : [plain(l10n.t('Ignored by {0}: {1}', ignored.person, ignored.reason))]),
    ].join('\n\n'),
    icon: stub === undefined && own === undefined ? 'question' : 'symbol-function',
    // What exists nowhere is declared first, and then written like any other function.
    is: ignored !== undefined ? 'ignoredGap' : stub === undefined && gap.source !== 'missing' ? 'gap' : 'stubGap',
    gap,
    ...(place === undefined ? {} : { place }),
    ...(children.length === 0 ? {} : { children }),
  };
}

function signatureText(stub: Stub): string {
  const names = shownParameters(stub).map(({ name }) => name);
  return `${stub.name}(${names.join(', ')})`;
}

function functionText(name: string, { parameters }: Gap): string {
  return `${name}(${parameters.join(', ')})`;
}

/** What is wrong, a sentence each. */
function stateTexts({ source, kind, stub, requests, failures = [] }: Gap): string[] {
  const state =
    stub !== undefined
      ? stubText(stub)
      : source === 'missing'
        ? l10n.t('It is called, and does not exist.')
        : source === 'tests'
          ? l10n.t('Tests find it wrong.')
          : requests.length > 0 && requests.every(({ disliked }) => disliked)
            ? l10n.t('Its answers were said to be wrong.')
            : outcomeLabel(kind);
  return [state, ...failures.map(({ test, message = '' }) => joined([test, message]))];
}

function stubText({ kind }: Stub): string {
  switch (kind) {
    case 'throws':
      return l10n.t('It throws that it is not written yet.');
    case 'empty':
      return l10n.t('It has a result and no body.');
    case 'todo':
      return l10n.t('It has a TODO for a body.');
    case 'wrong':
      return l10n.t('Tests find it wrong.');
  }
}

function exampleNode(gap: string, { input, output, place, test }: GapExample, at: number): GapNode {
  return {
    id: `${gap}/example/${at}`,
    label: `${input.map(valueText).join(', ')} → ${valueText(output)}`,
    description: placeText(place),
    ...(test === undefined ? {} : { tooltip: plain(test) }),
    icon: 'beaker',
    place,
  };
}

function contradictionNodes({ id, contradictions, examples }: Gap): readonly GapNode[] {
  return contradictions.flatMap(([one, other], at) => {
    const [first, second] = [examples[one], examples[other]];
    if (first === undefined || second === undefined) return [];
    return {
      id: `${id}/contradiction/${at}`,
      label: l10n.t('Examples {0} and {1} have the same input and different outputs', one + 1, other + 1),
      description: joined([placeText(first.place), placeText(second.place)]),
      icon: 'warning',
      place: second.place,
    };
  });
}

function skippedNodes({ id, skipped }: Gap): readonly GapNode[] {
  if (skipped.length === 0) return [];
  const children = skipped.map(({ place, reason }, at) => ({
    id: `${id}/skipped/${at}`,
    label: reason,
    description: placeText(place),
    icon: 'circle-slash',
    place,
  }));
  const label =
    skipped.length === 1
      ? l10n.t('1 assertion cannot be read as an example')
      : l10n.t('{0} assertions cannot be read as examples', number(skipped.length));
  return [{ id: `${id}/skipped`, label, icon: 'circle-slash', children }];
}

function requestNodes({ id, requests }: Gap): readonly GapNode[] {
  return requests.toReversed().map((request) => ({
    id: `${id}/request/${request.id}`,
    label: request.text,
    description: joined([
      request.disliked ? l10n.t('answer said to be wrong') : outcomeLabel(request.outcome),
      request.user,
    ]),
    ...(request.reason === undefined ? {} : { tooltip: plain(request.reason) }),
    icon: 'comment',
  }));
}

function nearNodes({ id, near }: Gap): readonly GapNode[] {
  const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ');
  return near.map(({ name, covers, misses }) => ({
    id: `${id}/near/${name}`,
    label: name,
    description: joined([
      l10n.t('does something near to it'),
      misses.length > 0 && covers.length > 0 && l10n.t('nothing about {0}', quoted(misses)),
    ]),
    icon: 'extensions',
  }));
}

function valueText(value: PlainData): string {
  const written = JSON.stringify(value);
  return written.length > 60 ? `${[...written].slice(0, 59).join('')}…` : written;
}

function placeText({ path, line }: SourcePlace): string {
  return `${path}:${line}`;
}

function requestsText(n: number): string {
  return n === 1 ? l10n.t('1 request') : l10n.t('{0} requests', number(n));
}

function examplesText(n: number): string {
  if (n === 0) return l10n.t('no example');
  return n === 1 ? l10n.t('1 example') : l10n.t('{0} examples', number(n));
}
