import { dirname, join } from 'node:path/posix';
import { type NetworkRequest, type NetworkResponse, type Ports, proposedWorkspace } from '#capability/sandbox';
import { IgnoreRules, listFiles, modifiedOf, nameOnDisk, readText, realPath, stampOf } from '#workspace';

/** Bytes of an answer from the network, and of a file that is read. */
const largestAnswer = 4 * 1024 * 1024;

/**
 * What is behind granted permissions when a request is served: the workspace's files and the network. Changes are not
 * made here: they are recorded, shown to the user, and applied by the editor as one edit. For one run.
 * @param root the workspace folder, absolute
 */
export function realPorts(root: string): Ports {
  return {
    workspace: proposedWorkspace({
      list: async () => (await listFiles(root, new IgnoreRules(root), () => true)).value,
      read: async (path) => readFile(insideOf(root, path), path),
      nameOf: async (path) => {
        const name = nameOnDisk(insideOf(root, path));
        return name === undefined ? undefined : join(dirname(path), name);
      },
      allow: (path) => void insideOf(root, path),
    }),
    network: { fetch: fetchText },
    clock: Date,
    random: { next: Math.random },
  };
}

/** Looks before it reads: what is no file may never end, and what is large would hold up everything else. */
function readFile(absolute: string, path: string): string {
  const stamp = stampOf(absolute);
  if (stamp === undefined) throw new Error(`There is no file ${path}.`);
  if (stamp.size > largestAnswer) throw new Error(`${path} is larger than ${largestAnswer} bytes.`);
  return readText(absolute);
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
  const decoder = new TextDecoder();
  let body = '';
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > largestAnswer) {
      throw new Error(`The answer of ${new URL(url).host} is larger than ${largestAnswer} bytes.`);
    }
    body += decoder.decode(chunk, { stream: true });
  }
  body += decoder.decode();
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body };
}
