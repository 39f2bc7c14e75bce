// What Node has and an engine lacks, for the guest to ask for: addresses, and in QuickJS the conventions of languages. Text
// comes and text goes; nothing here reaches anything but its arguments, or keeps anything of them.

/** Longer texts are refused: no call of this thread should take long. */
const longest = 1_000_000;
/** Formatters are costly to make, and asked for again. */
const mostKept = 64;
const kept = new Map<string, Formatter>();

type Formatter = Readonly<Record<string, (...values: unknown[]) => unknown>>;

/** The methods that may be called, by constructor. */
const methods: Readonly<Record<string, readonly string[]>> = {
  Collator: ['compare', 'resolvedOptions'],
  DateTimeFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  DisplayNames: ['of', 'resolvedOptions'],
  ListFormat: ['format', 'formatToParts', 'resolvedOptions'],
  NumberFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  PluralRules: ['select', 'selectRange', 'resolvedOptions'],
  RelativeTimeFormat: ['format', 'formatToParts', 'resolvedOptions'],
  Segmenter: ['segment', 'resolvedOptions'],
};

const answers: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  /** [address, base?] → its parts, or null. */
  url: ([address, base]) => partsOf(new URL(textOf(address), base === undefined ? undefined : textOf(base))),
  /** [address, part, value] → its parts with that one changed. */
  change: ([address, part, value]) => {
    const url = new URL(textOf(address));
    if (isPart(part) && part !== 'origin') url[part] = textOf(value);
    return partsOf(url);
  },
  /** [query] → pairs. */
  pairs: ([query]) => [...new URLSearchParams(textOf(query))],
  /** [pairs] → query. */
  query: ([pairs]) => new URLSearchParams(listOf(pairs).map(textsOf) as [string, string][]).toString(),
  /** [constructor, locales, options, method, arguments] → what the method answers. */
  intl: ([name, locales, options, method, values]) => {
    const formatter = formatterOf(textOf(name), textsOf(locales), plainOptions(options));
    if (!methods[textOf(name)]?.includes(textOf(method))) throw new TypeError(`There is no ${name}.${method}`);
    const found = formatter[textOf(method)]?.(...listOf(values).map(argumentOf));
    return method === 'segment' ? segments(found as Iterable<Intl.SegmentData>) : found;
  },
  /** [constructor or '', locales] → those that are known, in their canonical form. */
  locales: ([name, locales]) =>
    name === ''
      ? Intl.getCanonicalLocales(textsOf(locales))
      : constructorOf(textOf(name)).supportedLocalesOf(textsOf(locales)),
  /** [text, locales, upper or lower] → the text in that case. */
  case: ([text, locales, to]) =>
    to === 'upper'
      ? textOf(text).toLocaleUpperCase(textsOf(locales))
      : textOf(text).toLocaleLowerCase(textsOf(locales)),
};

/**
 * Answers a question of the guest, which comes from a program that may be hostile: whatever it is, there is an answer,
 * `{ value }` or `{ error, message }` as JSON.
 */
export function answerGuest(question: unknown, args: unknown): string {
  try {
    if (typeof question !== 'string' || typeof args !== 'string' || args.length > longest) {
      throw new RangeError('The text is too long');
    }
    const answer = Object.hasOwn(answers, question) ? answers[question] : undefined;
    const parsed: unknown = JSON.parse(args);
    if (answer === undefined || !Array.isArray(parsed)) throw new TypeError(`There is no ${question}`);
    return JSON.stringify({ value: answer(parsed) ?? null });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'TypeError', message: '' };
    return JSON.stringify({ error: name, message });
  }
}

const parts = [
  ...['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'],
] as const;

type Part = Exclude<keyof URL, 'searchParams' | 'toString' | 'toJSON'>;

function isPart(part: unknown): part is Part {
  return (parts as readonly unknown[]).includes(part);
}

function partsOf(url: URL): Record<string, string> {
  return Object.fromEntries(parts.map((part) => [part, url[part as Part]]));
}

// Exactly what is expected goes on: whatever else has a length is walked through by native code that nothing interrupts.

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('A text is wanted');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('A list is wanted');
  return value;
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(textOf);
}

function argumentOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? textsOf(value) : value;
}

function plainOptions(value: unknown): object {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isPlain || Object.values(value).some((option) => typeof option === 'object')) {
    throw new TypeError('Options are texts, numbers or truth values');
  }
  return value;
}

function segments(found: Iterable<Intl.SegmentData>): unknown[] {
  return Array.from(found, ({ segment, index, isWordLike }) => ({ segment, index, isWordLike }));
}

interface IntlConstructor {
  new (locales: readonly string[], options: object): Formatter;
  supportedLocalesOf(locales: readonly string[]): string[];
}

function constructorOf(name: string): IntlConstructor {
  if (!Object.hasOwn(methods, name)) throw new TypeError(`There is no Intl.${name}`);
  return Intl[name as 'Collator'] as unknown as IntlConstructor;
}

function formatterOf(name: string, locales: readonly string[], options: object): Formatter {
  const key = JSON.stringify([name, locales, options]);
  const before = kept.get(key);
  if (before !== undefined) return before;
  const made = new (constructorOf(name))(locales, options);
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, made);
  return made;
}
