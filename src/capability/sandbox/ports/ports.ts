import type { Picture } from '#protocol';

/** The files of the workspace; paths are relative to its folder, with `/`. */
export interface WorkspacePort {
  /** Paths of the files that match a glob. The sandbox leaves out what the permission does not cover. */
  list(glob: string): Promise<readonly string[]>;
  /** Must not follow a link out of the workspace. */
  read(path: string): Promise<string>;
  /** Keeps the text for the user to see and accept; nothing is written by the run itself. */
  write(path: string, text: string): Promise<void>;
  /**
   * Keeps the new name for the user to see and accept. Rejects where there is no such file, or one of the new name
   * already; a file whose own name is only to be written otherwise may be moved.
   */
  move(from: string, to: string): Promise<void>;
}

export interface NetworkRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface NetworkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface NetworkPort {
  /** Must not follow redirects: where they lead has not been checked. The code gets them as an answer. */
  fetch(url: string, request: NetworkRequest): Promise<NetworkResponse>;
}

/**
 * What stands behind the permissions of a run. Each call is checked against the permissions before it gets here.
 * Errors thrown here reach the code as a rejected promise with their message.
 */
export interface Ports {
  readonly workspace?: WorkspacePort;
  readonly network?: NetworkPort;
  /** Asked once, when the run starts: within a run the time stands still. */
  readonly clock?: { now(): number };
  /** Asked once a run for a number from 0 up to 1, from which those that the code draws follow. */
  readonly random?: { next(): number };
  readonly log?: { write(line: string): void };
  /** No permission grants it: it is there for capabilities under test that look at pictures, and from test doubles only. */
  readonly screen?: { capture(): Promise<Picture> };
}
