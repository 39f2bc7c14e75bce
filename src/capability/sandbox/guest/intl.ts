import type { Primordials } from './primordials.ts';
import type { Ask } from './url.ts';

/**
 * Makes `Intl` for an engine without: the worker answers with its own. Language and time zone are those that every runner
 * has, English and UTC, where none is named.
 */
export function makeIntl(p: Primordials, ask: Ask) {
  type Options = Record<string, unknown> | undefined;
  const DateBefore = Date;

  const listOf = (locales: unknown): unknown[] => {
    const list =
      locales === undefined ? [] : typeof locales === 'string' ? [locales] : Array.from(locales as unknown[]);
    return list.length === 0 ? ['en-US'] : list.map((locale) => `${locale}`);
  };
  /** Numbers go as text, which holds all of them, and means the same. */
  const number = (value: unknown) =>
    typeof value === 'bigint' ? `${value}` : Object.is(value, -0) ? '-0' : `${Number(value)}`;
  const moment = (value: unknown) => {
    const time = value === undefined ? DateBefore.now() : Number(value);
    if (!(Math.abs(time) <= 8.64e15)) throw new RangeError('Invalid time value');
    return time;
  };
  const plain = (value: unknown) => value;
  const text = (value: unknown) => `${value}`;
  const all = (convert: (value: unknown) => unknown) => (values: unknown[]) => values.map(convert);

  /** How arguments are made fit to be sent, by constructor and method; those that are bound can be passed on alone. */
  const kinds: Record<string, { bound?: string; methods: Record<string, (values: unknown[]) => unknown[]> }> = {
    Collator: { bound: 'compare', methods: { compare: all(text) } },
    DateTimeFormat: {
      bound: 'format',
      methods: {
        format: ([value]) => [moment(value)],
        formatToParts: ([value]) => [moment(value)],
        formatRange: all(moment),
        formatRangeToParts: all(moment),
      },
    },
    DisplayNames: { methods: { of: all(text) } },
    ListFormat: {
      methods: {
        format: ([list]) => [Array.from(list as unknown[])],
        formatToParts: ([list]) => [Array.from(list as unknown[])],
      },
    },
    NumberFormat: {
      bound: 'format',
      methods: {
        format: all(number),
        formatToParts: all(number),
        formatRange: all(number),
        formatRangeToParts: all(number),
      },
    },
    PluralRules: { methods: { select: all((value) => Number(value)), selectRange: all((value) => Number(value)) } },
    RelativeTimeFormat: {
      methods: {
        format: ([value, unit]) => [Number(value), plain(unit)],
        formatToParts: ([value, unit]) => [Number(value), plain(unit)],
      },
    },
    Segmenter: { methods: { segment: all(text) } },
  };

  const intl: Record<string, unknown> = {};
  for (const [name, { bound, methods }] of Object.entries(kinds)) {
    const asks = new WeakMap<object, (method: string, values: unknown[]) => unknown>();
    const call = (self: object, method: string, values: unknown[]) => {
      const found = asks.get(self)?.(method, values);
      if (found === undefined) throw new p.TypeError(`${method} was called on what is no Intl.${name}`);
      return found;
    };
    const Made = function (this: object, locales?: unknown, given?: Options) {
      if (new.target === undefined && bound === undefined)
        throw new p.TypeError(`Constructor Intl.${name} requires 'new'`);
      const prototype = new.target?.prototype ?? Made.prototype;
      const self: object = Object.create(prototype);
      const options = name === 'DateTimeFormat' ? { timeZone: 'UTC', ...given } : { ...given };
      if (name === 'DateTimeFormat' && options.timeZone === undefined) options.timeZone = 'UTC';
      const list = listOf(locales);
      asks.set(self, (method, values) => ask('intl', [name, list, options, method, values]));
      // What is wrong with the options is told at once.
      call(self, 'resolvedOptions', []);
      return self;
    };
    const add = (key: PropertyKey, value: unknown) => p.define(Made.prototype, key, value, false);
    for (const [method, fit] of Object.entries(methods)) {
      if (method === bound) {
        Object.defineProperty(Made.prototype, method, {
          get(this: object) {
            return (...values: unknown[]) => call(this, method, fit(method === 'format' ? values.slice(0, 1) : values));
          },
          configurable: true,
        });
      } else
        add(method, function (this: object, ...values: unknown[]) {
          return call(this, method, fit(values));
        });
    }
    add('resolvedOptions', function (this: object) {
      return call(this, 'resolvedOptions', []);
    });
    add(Symbol.toStringTag, `Intl.${name}`);
    p.defineProperty(Made, 'name', { value: name });
    p.define(Made, 'supportedLocalesOf', (locales: unknown) => ask('locales', [name, listOf(locales)]), false);
    p.define(intl, name, Made, false);
  }
  p.define(
    intl,
    'getCanonicalLocales',
    (locales?: unknown) => (locales === undefined ? [] : ask('locales', ['', listOf(locales)])),
    false,
  );
  return intl;
}
