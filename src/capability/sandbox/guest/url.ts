import type { Primordials } from './primordials.ts';

/** Asks the worker, outside of the engine: {@link answerGuest} answers. Throws what it answers with an error. */
export type Ask = (question: string, args: readonly unknown[]) => unknown;

/** Makes `URL` and `URLSearchParams`, which engines lack: Node takes addresses apart, and here is what programs see of them. */
export function makeUrl(p: Primordials, ask: Ask) {
  type Parts = Readonly<Record<string, string>>;
  type Pair = [name: string, value: string];
  type Init = string | Iterable<readonly [unknown, unknown]> | Readonly<Record<string, unknown>> | undefined;

  /** What a URL has to be told when its parameters change. */
  const listeners = new WeakMap<URLSearchParams, (query: string) => void>();

  class URLSearchParams {
    #pairs: Pair[];

    constructor(init: Init = '') {
      if (typeof init !== 'object' || init === null) this.#pairs = ask('pairs', [`${init}`]) as Pair[];
      else if (Symbol.iterator in init) {
        this.#pairs = Array.from(init as Iterable<readonly [unknown, unknown]>, (pair) => {
          const [name, value, ...more] = pair;
          if (pair.length < 2 || more.length > 0) throw new p.TypeError('Each pair has a name and a value');
          return [`${name}`, `${value}`];
        });
      } else this.#pairs = Object.entries(init).map(([name, value]) => [name, `${value}`]);
    }
    get size() {
      return this.#pairs.length;
    }
    append(name: unknown, value: unknown) {
      this.#pairs.push([`${name}`, `${value}`]);
      this.#tell();
    }
    delete(name: unknown, value?: unknown) {
      this.#pairs = this.#pairs.filter(
        (pair) => !(pair[0] === `${name}` && (value === undefined || pair[1] === `${value}`)),
      );
      this.#tell();
    }
    get(name: unknown) {
      return this.#pairs.find((pair) => pair[0] === `${name}`)?.[1] ?? null;
    }
    getAll(name: unknown) {
      return this.#pairs.filter((pair) => pair[0] === `${name}`).map((pair) => pair[1]);
    }
    has(name: unknown, value?: unknown) {
      return this.#pairs.some((pair) => pair[0] === `${name}` && (value === undefined || pair[1] === `${value}`));
    }
    set(name: unknown, value: unknown) {
      const first = this.#pairs.findIndex((pair) => pair[0] === `${name}`);
      if (first < 0) this.#pairs.push([`${name}`, `${value}`]);
      else {
        this.#pairs = this.#pairs.filter((pair, index) => index <= first || pair[0] !== `${name}`);
        this.#pairs[first] = [`${name}`, `${value}`];
      }
      this.#tell();
    }
    sort() {
      this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
      this.#tell();
    }
    forEach(visit: (value: string, name: string, params: URLSearchParams) => void, self?: unknown) {
      for (const [name, value] of this) p.apply(visit, self, [value, name, this]);
    }
    *entries(): Generator<Pair> {
      // By index: the list may change meanwhile.
      for (let index = 0; index < this.#pairs.length; index++) {
        const [name, value] = this.#pairs[index] as Pair;
        yield [name, value];
      }
    }
    *keys() {
      for (const [name] of this.entries()) yield name;
    }
    *values() {
      for (const [, value] of this.entries()) yield value;
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    toString() {
      return ask('query', [this.#pairs]) as string;
    }
    get [Symbol.toStringTag]() {
      return 'URLSearchParams';
    }
    #tell() {
      listeners.get(this)?.(this.toString());
    }
  }

  class URL {
    #parts: Parts;
    #params: URLSearchParams | undefined;

    constructor(address: unknown, base?: unknown) {
      this.#parts = ask('url', base === undefined ? [`${address}`] : [`${address}`, `${base}`]) as Parts;
    }
    static canParse(address: unknown, base?: unknown) {
      return URL.parse(address, base) !== null;
    }
    static parse(address: unknown, base?: unknown) {
      try {
        return new URL(address, base);
      } catch {
        return null;
      }
    }
    static {
      const names = [
        'origin',
        'protocol',
        'username',
        'password',
        'host',
        'hostname',
        'port',
        'pathname',
        'search',
        'hash',
      ];
      for (const name of ['href', ...names]) {
        const accessor = {
          get(this: URL) {
            return this.#parts[name];
          },
          set(this: URL, value: unknown) {
            this.#change(name, `${value}`);
          },
        };
        const { set, ...readOnly } = accessor;
        const descriptor = name === 'origin' ? readOnly : { ...readOnly, set };
        Object.defineProperty(URL.prototype, name, { ...descriptor, enumerable: true, configurable: true });
      }
    }
    get searchParams() {
      if (this.#params === undefined) {
        this.#params = new URLSearchParams(this.#parts.search);
        listeners.set(this.#params, (query) => {
          this.#parts = ask('change', [this.#parts.href, 'search', query]) as Parts;
        });
      }
      return this.#params;
    }
    toString() {
      return this.#parts.href;
    }
    toJSON() {
      return this.#parts.href;
    }
    get [Symbol.toStringTag]() {
      return 'URL';
    }
    #change(name: string, value: string) {
      this.#parts =
        name === 'href' ? (ask('url', [value]) as Parts) : (ask('change', [this.#parts.href, name, value]) as Parts);
      const params = this.#params;
      if (params === undefined || (name !== 'href' && name !== 'search')) return;
      const now = new URLSearchParams(this.#parts.search);
      const tell = listeners.get(params);
      listeners.delete(params);
      for (const key of [...params.keys()]) params.delete(key);
      for (const [key, item] of now) params.append(key, item);
      if (tell !== undefined) listeners.set(params, tell);
    }
  }

  return { URL, URLSearchParams };
}
