import type { Picture } from '#protocol';
import type { NetworkRequest, NetworkResponse, Ports } from './ports.ts';
import { proposedWorkspace } from './proposedWorkspace.ts';

/** What a recorded world holds. */
export interface Recording {
  /** Texts of files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Answers by address; a method other than GET stands before it: `POST https://…`. */
  readonly responses?: Readonly<Record<string, string | Partial<NetworkResponse>>>;
  /** Pictures that the screen shows, one a capture, the last for good. */
  readonly screen?: readonly Picture[];
  /** Milliseconds since 1970; 1 January 2000 unless told otherwise. */
  readonly now?: number;
  /** From 0 up to 1. */
  readonly random?: number;
}

/** Stand-ins for all ports, and what was done to them. */
export interface RecordedPorts extends Required<Ports> {
  /** Texts written, by path; they are read again. */
  readonly written: ReadonlyMap<string, string>;
  readonly requests: readonly (NetworkRequest & { readonly url: string })[];
  readonly lines: readonly string[];
}

/**
 * A world in memory for verification and tests: it answers the same in every run, and nothing that is done to it has an
 * effect outside.
 */
export function recordedPorts(recording: Recording = {}): RecordedPorts {
  const written = new Map<string, string>();
  const requests: (NetworkRequest & { readonly url: string })[] = [];
  const lines: string[] = [];
  const files = new Map(Object.entries(recording.files ?? {}));
  const pictures = [...(recording.screen ?? [])];
  const workspace = proposedWorkspace({
    list: async () => [...files.keys()],
    async read(path) {
      const text = files.get(path);
      if (text === undefined) throw new Error(`There is no file ${path}`);
      return text;
    },
    nameOf: async (path) => (isThere(files, path) ? path : undefined),
    allow: () => {},
  });

  return {
    written,
    requests,
    lines,
    workspace: {
      ...workspace,
      async write(path, text) {
        await workspace.write(path, text);
        written.set(path, text);
      },
    },
    network: {
      async fetch(url, request) {
        requests.push({ ...request, url });
        const { method = 'GET' } = request;
        const found = recording.responses?.[method === 'GET' ? url : `${method} ${url}`];
        if (found === undefined) throw new Error(`No answer is recorded for ${method} ${url}`);
        const answer = typeof found === 'string' ? { body: found } : found;
        return { status: 200, headers: {}, body: '', ...answer };
      },
    },
    clock: { now: () => recording.now ?? 946_684_800_000 },
    random: { next: () => recording.random ?? 0.5 },
    log: { write: (line) => void lines.push(line) },
    screen: {
      async capture() {
        const picture = pictures.length > 1 ? pictures.shift() : pictures[0];
        if (picture === undefined) throw new Error('No picture is recorded');
        return picture;
      },
    },
  };
}

/** Whether there is a file or a folder of that name. */
function isThere(files: ReadonlyMap<string, string>, path: string): boolean {
  return files.has(path) || [...files.keys()].some((one) => one.startsWith(`${path}/`));
}
