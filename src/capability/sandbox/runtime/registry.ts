import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'ini';
import { ToolwrightError } from '#base';

/** An npm registry, and what it wants to be told by whoever asks. */
export interface Registry {
  /** Ends in `/`. */
  readonly url: string;
  /** Headers for a request to an address: the user's credentials where it lies in a registry that they are for. */
  headersFor(address: string): Readonly<Record<string, string>>;
}

/** The registry of npm itself. */
const publicRegistry = 'https://registry.npmjs.org/';

/**
 * The registry that the user's npm asks: the environment first, then the user's `.npmrc`. That of the workspace does not
 * count: a folder that somebody opens must not say where a program comes from.
 *
 * @throws ToolwrightError `runtime-registry-insecure` for one that is asked without encryption, the own machine aside:
 *   what it serves, and the checksum for that, could be anybody's
 */
export async function userRegistry(environment: NodeJS.ProcessEnv = process.env): Promise<Registry> {
  const variable = (name: string) =>
    environment[`npm_config_${name}`] ?? environment[`NPM_CONFIG_${name.toUpperCase()}`];
  const file = variable('userconfig') ?? join(homedir(), '.npmrc');
  const text = await readFile(file, 'utf8').catch(() => '');
  const settings = new Map(
    Object.entries(parse(text)).flatMap(([key, value]) =>
      typeof value === 'string' ? [[expand(key, environment), expand(value, environment)] as const] : [],
    ),
  );
  const named = variable('registry') ?? settings.get('registry') ?? publicRegistry;
  const url = checked(named.endsWith('/') ? named : `${named}/`);
  return { url, headersFor: (address) => credentials(settings, address) };
}

/** `${NAME}` stands for a variable of the environment, as in npm. */
function expand(text: string, environment: NodeJS.ProcessEnv): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => environment[name] ?? whole);
}

/** @throws ToolwrightError where an address is none, or not safe */
export function checked(address: string): string {
  const url = URL.parse(address);
  const loopback = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return address;
  throw new ToolwrightError(
    'runtime-registry-insecure',
    `Nothing is fetched from ${address}: it is no https address.`,
    {
      hint: 'Name a registry with https as `registry` in your .npmrc, or install Node.js 24 yourself and name it in the setting toolwright.sandbox.node.',
    },
  );
}

/** npm's way of saying which credentials are for which part of the web: `//host/path/:_authToken`. */
function credentials(settings: ReadonlyMap<string, string>, address: string): Record<string, string> {
  const { host, pathname } = new URL(address);
  const parts = `${host}${pathname}`.split('/');
  for (let length = parts.length - 1; length > 0; length--) {
    const place = `//${parts.slice(0, length).join('/')}/`;
    const token = settings.get(`${place}:_authToken`);
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    const basic = settings.get(`${place}:_auth`);
    if (basic !== undefined) return { authorization: `Basic ${basic}` };
  }
  return {};
}
