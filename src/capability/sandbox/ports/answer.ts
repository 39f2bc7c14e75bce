import { messageOf } from '#base';
import type { Permissions, PlainData } from '#protocol';
import { globMatcher } from './glob.ts';
import { covers, permittedPath, permittedTask, permittedUrl, type Refusal } from './permit.ts';
import type { NetworkRequest, Ports } from './ports.ts';

/** The answer to a call of a granted function. */
export type CallAnswer =
  | { readonly status: 'ok'; readonly value: PlainData }
  /** It is not allowed; the code sees an error whose `code` is `permission`. */
  | { readonly status: 'refused'; readonly reason: string }
  /** It is, and went wrong. */
  | { readonly status: 'failed'; readonly reason: string };

type Handler = (args: readonly PlainData[]) => Promise<PlainData> | Refusal;

/** Names of the functions that a run gets in `context` and that are answered here. */
export function grantedCalls(permissions: Permissions, ports: Ports): string[] {
  const names: string[] = [];
  if (permissions['workspace:read']?.length) names.push('workspace.list', 'workspace.read');
  if (permissions['workspace:write']?.length) names.push('workspace.write', 'workspace.move');
  if (permissions.network?.length) names.push('network.fetch');
  if (permissions.tasks?.length) names.push('tasks.request');
  if (ports.screen) names.push('screen.capture');
  return names;
}

/** Makes the function that answers calls, each checked against the permissions although the engine had them, too. */
export function callAnswerer(permissions: Permissions, ports: Ports) {
  const granted = new Set(grantedCalls(permissions, ports));
  const { workspace, network, screen } = ports;
  const handlers: Readonly<Record<string, Handler | undefined>> = {
    'workspace.list':
      workspace &&
      (([glob = '**/*']) => {
        const matches = typeof glob === 'string' && glob.length <= 200 ? globMatcher(glob, { dot: true }) : undefined;
        if (typeof glob !== 'string' || matches === undefined) return { refused: 'No simple glob' };
        return workspace
          .list(glob)
          .then((found) => found.filter((path) => matches(path) && covers(permissions['workspace:read'], path)));
      }),
    'workspace.read':
      workspace &&
      (([path]) => {
        const permitted = permittedPath('workspace:read', permissions, path);
        return 'path' in permitted ? workspace.read(permitted.path) : permitted;
      }),
    'workspace.write':
      workspace &&
      (([path, text]) => {
        const permitted = permittedPath('workspace:write', permissions, path);
        if (!('path' in permitted)) return permitted;
        if (typeof text !== 'string') return { refused: 'What is written must be text' };
        return workspace.write(permitted.path, text).then(() => null);
      }),
    'workspace.move':
      workspace &&
      (([from, to]) => {
        const source = permittedPath('workspace:write', permissions, from);
        if (!('path' in source)) return source;
        const target = permittedPath('workspace:write', permissions, to);
        return 'path' in target ? workspace.move(source.path, target.path).then(() => null) : target;
      }),
    // Nothing is behind it: what it was asked for is an effect of the run, and a person starts the task or does not.
    'tasks.request': ([name]) => {
      const permitted = permittedTask(permissions, name);
      return 'refused' in permitted ? permitted : Promise.resolve(null);
    },
    'network.fetch':
      network &&
      (([url, init]) => {
        const permitted = permittedUrl(permissions, url);
        if (!('url' in permitted)) return permitted;
        const request = networkRequest(init);
        return 'refused' in request ? request : network.fetch(permitted.url, request).then((got) => ({ ...got }));
      }),
    'screen.capture': screen && (() => screen.capture().then((picture) => ({ ...picture }))),
  };

  return async (name: string, args: readonly PlainData[]): Promise<CallAnswer> => {
    if (!granted.has(name)) return { status: 'refused', reason: `${name} is not granted` };
    const handler = handlers[name];
    if (!handler) return { status: 'failed', reason: `${name} is granted, but nothing answers it here` };
    try {
      const answer = handler(args);
      if ('refused' in answer) return { status: 'refused', reason: answer.refused };
      return { status: 'ok', value: await answer };
    } catch (error) {
      return { status: 'failed', reason: messageOf(error).slice(0, 1000) };
    }
  };
}

function networkRequest(init: PlainData | undefined): NetworkRequest | Refusal {
  if (init === undefined || init === null) return {};
  if (typeof init !== 'object' || Array.isArray(init))
    return { refused: 'The second argument of fetch must be a record' };
  const { method, headers, body } = init as Record<string, PlainData>;
  if (method !== undefined && !(typeof method === 'string' && /^[A-Z]{1,10}$/.test(method))) {
    return { refused: 'The method must be a word in capitals' };
  }
  if (body !== undefined && typeof body !== 'string') return { refused: 'The body must be text' };
  const entries = Object.entries(headers ?? {});
  if (entries.some(([name, value]) => typeof value !== 'string' || /[\r\n]/.test(name + value))) {
    return { refused: 'Headers must be lines of text' };
  }
  return {
    ...(method === undefined ? {} : { method: method as string }),
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers: Object.fromEntries(entries) as Record<string, string> }),
  };
}
