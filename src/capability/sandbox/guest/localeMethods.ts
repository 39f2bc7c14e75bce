import type { Primordials } from './primordials.ts';
import type { Ask } from './url.ts';

/**
 * Gives numbers, dates and texts the methods that go by a language, for an engine that has them without languages.
 *
 * @param intl makes `Intl`, or has made it
 */
export function addLocaleMethods(p: Primordials, ask: Ask, intl: () => Record<string, unknown>) {
  type Options = Record<string, unknown> | undefined;
  type Format = new (locales?: unknown, options?: Options) => { format(value: unknown): string };
  type Collator = { compare(one: string, other: string): number };
  let english: Collator | undefined;

  /** English order of letters, digits and spaces alone: sorting asks for it again and again, and each question costs. */
  const compareWords = (one: string, two: string): number | undefined => {
    if (one === two) return 0;
    if (!/^[a-z0-9 ]*$/i.test(one) || !/^[a-z0-9 ]*$/i.test(two)) return undefined;
    const [first, second] = [one.toLowerCase(), two.toLowerCase()];
    if (first !== second) return first < second ? -1 : 1;
    return one > two ? -1 : 1;
  };

  const method = (
    prototype: object,
    name: string,
    does: (self: never, locales: unknown, options: Options) => unknown,
  ) =>
    p.define(
      prototype,
      name,
      function (this: never, locales?: unknown, options?: Options) {
        return does(this, locales, options);
      },
      false,
    );
  for (const prototype of [Number.prototype, BigInt.prototype]) {
    method(prototype, 'toLocaleString', (self: number | bigint, locales, options) =>
      new (intl().NumberFormat as Format)(locales, options).format(self.valueOf()),
    );
  }
  const day = { year: 'numeric', month: 'numeric', day: 'numeric' };
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric' };
  const ofDay = ['weekday', 'year', 'month', 'day', 'dateStyle'];
  const ofTime = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeStyle'];
  for (const [name, asked, added] of [
    ['toLocaleString', [...ofDay, ...ofTime], { ...day, ...time }],
    ['toLocaleDateString', ofDay, day],
    ['toLocaleTimeString', ofTime, time],
  ] as const) {
    method(Date.prototype, name, (self: Date, locales, options) => {
      if (p.isNaN(p.time(self))) return 'Invalid Date';
      const has = asked.some((option) => options?.[option] !== undefined);
      return new (intl().DateTimeFormat as Format)(locales, has ? options : { ...options, ...added }).format(self);
    });
  }
  p.define(
    String.prototype,
    'localeCompare',
    function (this: unknown, other: unknown, locales?: unknown, options?: Options) {
      const [one, two] = [`${this}`, `${other}`];
      const Collator = intl().Collator as new (locales?: unknown, options?: Options) => Collator;
      if (locales !== undefined || options !== undefined) return new Collator(locales, options).compare(one, two);
      english ??= new Collator();
      return compareWords(one, two) ?? english.compare(one, two);
    },
    false,
  );
  for (const to of ['Upper', 'Lower'] as const) {
    method(String.prototype, `toLocale${to}Case`, (self: string, locales) => {
      const list = locales === undefined ? ['en-US'] : typeof locales === 'string' ? [locales] : locales;
      return ask('case', [`${self}`, list, to === 'Upper' ? 'upper' : 'lower']);
    });
  }
}
