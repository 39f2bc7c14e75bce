import { dirname, join } from 'node:path/posix';
import type { NetworkRequest, NetworkResponse, Ports } from '#capability/sandbox';
import { IgnoreRules, listFiles, modifiedOf, readText, realPath } from '#workspace';

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
    clock: Date,
    random: { next: Math.random },
  };
}

/** A link may lead out of the workspace, however innocent its path looks. */
function insideOf(root: string, path: string): string {
  const absolute = join(root, path);
  // A file that is to be written may not be there yet: then the folder it would be in decides.
  const real = realPath(nearestExisting(absolute));
  if (!absolute.startsWith(`${root}/`) || !`${real}/`.startsWith(`${realPath(root)}/`)) {
    throw new Error(`${path} lies outside of the workspace.`);
  }
  return absolute;
}

function nearestExisting(path: string): string {
  return modifiedOf(path) === undefined && path !== '/' ? nearestExisting(dirname(path)) : path;
}

/** Redirects are refused: they could lead to a host that is not granted. */
async function fetchText(url: string, request: NetworkRequest): Promise<NetworkResponse> {
  const answer = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const body = await answer.text();
  if (body.length > largestAnswer)
    throw new Error(`The answer of ${new URL(url).host} is larger than ${largestAnswer} bytes.`);
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}
