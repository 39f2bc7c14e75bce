import { join } from 'node:path/posix';
import type { Ports } from '#capability/sandbox';
import { IgnoreRules, listFiles, readText, realPath } from '#workspace';

/** Bytes of an answer from the network. */
const largestAnswer = 4 * 1024 * 1024;

/**
 * What is behind granted permissions when a request is served: the workspace's files and the network. Writes are not
 * made here: they are recorded, shown to the user, and applied by the editor as one edit.
 * @param root the workspace folder, absolute
 */
export function realPorts(root: string): Ports {
  return {
    workspace: {
      list: async () => (await listFiles(root, new IgnoreRules(root), () => true)).value,
      read: async (path) => readText(insideOf(root, path)),
      write: async (path) => {
        insideOf(root, path);
      },
    },
    network: { fetch: fetchText },
    clock: () => Date.now(),
    random: () => Math.random(),
  };
}

/** A link may lead out of the workspace, however innocent its path looks. */
function insideOf(root: string, path: string): string {
  const absolute = join(root, path);
  const real = realPath(absolute) ?? absolute;
  const realRoot = realPath(root) ?? root;
  if (!absolute.startsWith(`${root}/`) || !real.startsWith(`${realRoot}/`)) {
    throw new Error(`${path} lies outside of the workspace.`);
  }
  return absolute;
}

/** Redirects are refused: they could lead to a host that is not granted. */
async function fetchText(url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const body = await answer.text();
  if (body.length > largestAnswer)
    throw new Error(`The answer of ${new URL(url).host} is larger than ${largestAnswer} bytes.`);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}
