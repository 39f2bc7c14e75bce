/** What programs have in every sandbox beside the language, as declarations for TypeScript. */
export const sandboxTypes = `
interface Console {
  log(...words: unknown[]): void;
  debug(...words: unknown[]): void;
  info(...words: unknown[]): void;
  warn(...words: unknown[]): void;
  error(...words: unknown[]): void;
  trace(...words: unknown[]): void;
  table(...words: unknown[]): void;
  dir(...words: unknown[]): void;
  assert(holds?: unknown, ...words: unknown[]): void;
  group(...words: unknown[]): void;
  groupEnd(): void;
  count(label?: string): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
}
declare const console: Console;

declare function atob(data: string): string;
declare function btoa(data: string): string;
declare function queueMicrotask(task: () => void): void;
declare function structuredClone<T>(value: T): T;

declare class TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Iterable<readonly [string, string]> | Readonly<Record<string, string>>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(visit: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  toString(): string;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
declare class URL {
  constructor(address: string | URL, base?: string | URL);
  static canParse(address: string | URL, base?: string | URL): boolean;
  static parse(address: string | URL, base?: string | URL): URL | null;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
  toJSON(): string;
}
`;

/** The names of it, for who writes programs. */
export const sandboxNames: readonly string[] = Array.from(
  sandboxTypes.matchAll(/^declare (?:const|function|class) (\w+)/gm),
  ([, name = '']) => name,
);
