import type { Problem } from '#base';
import type { JsonSchema, PlainData } from './plainData.ts';

/**
 * What a capability may reach beyond its input. Nothing by default; what is granted arrives as an object in `context`,
 * and there is no other way to it.
 */
export interface Permissions {
  /** Globs, relative to the workspace folder, of files that may be read. */
  readonly 'workspace:read'?: readonly string[];
  /** Globs of files that may be written, and moved from and to; every change is shown before it is applied. */
  readonly 'workspace:write'?: readonly string[];
  /** Host names that may be asked over https: `api.example.com`, `*.example.com`. */
  readonly network?: readonly string[];
  /** The time of day. */
  readonly clock?: boolean;
  /** Random numbers. */
  readonly random?: boolean;
  /** Messages for the user's log. */
  readonly log?: boolean;
  /** Exact names of tasks that it may ask for: scripts of package.json, tasks of the editor. A person starts them. */
  readonly tasks?: readonly string[];
}

export const permissionNames = [
  'workspace:read',
  'workspace:write',
  'network',
  'clock',
  'random',
  'log',
  'tasks',
] as const;
export type PermissionName = (typeof permissionNames)[number];

/** Where a capability comes from. */
export interface Provenance {
  /** `hand` for a person, otherwise the generator's name. */
  readonly generator: string;
  /** ISO 8601. */
  readonly created?: string;
  /** What it was generated from: the request, the gap, other capabilities. */
  readonly source?: string;
}

/** The `toolwright` field of a capability's package.json. */
export interface CapabilityManifest {
  /** One line, imperative: "Convert dates to ISO 8601". */
  readonly title: string;
  /**
   * Ways of asking for it, with typed slots: `convert {text} from {from} to {to}`. A slot is a property of the input;
   * `{selection}`, `{file}` and `{workspace}` stand for what the editor has at hand.
   */
  readonly intents: readonly string[];
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly permissions: Permissions;
  readonly provenance: Provenance;
  readonly limits?: Partial<RunLimits>;
}

/** A picture, as code gets it. */
export interface Picture {
  /** `image/png` */
  readonly type: string;
  readonly base64: string;
}

/** What granted functions find while an example runs: nothing real is touched. */
export interface RecordedWorld {
  /** Texts of files by path, relative to the workspace folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Answers by URL; a method other than GET stands before it: `POST https://…`. */
  readonly responses?: Readonly<Record<string, { readonly status: number; readonly body: string }>>;
  /** ISO 8601; the clock stands still at it. */
  readonly now?: string;
  /** Of the random numbers. */
  readonly seed?: number;
  /** What `context.screen.capture()` shows, one picture a capture, the last for good. There is no screen without it. */
  readonly screen?: readonly Picture[];
}

/** One case of examples.json. */
export interface Example {
  readonly name: string;
  readonly input: PlainData;
  readonly world?: RecordedWorld;
  /** What must come out, exactly; absent where an error is expected. */
  readonly output?: PlainData;
  /** What the error's message must contain. */
  readonly error?: string;
  /** What it must have asked for, no more and no less; anything where this is absent. */
  readonly effects?: ExpectedEffects;
}

/** What a run wants to be done, as an example says it; a part that is absent stands for nothing. */
export interface ExpectedEffects {
  /** Texts of files by path, under their new names. */
  readonly writes?: Readonly<Record<string, string>>;
  /** New names by old ones. */
  readonly moves?: Readonly<Record<string, string>>;
  /** Names of tasks, in their order. */
  readonly tasks?: readonly string[];
}

/** A capability as it lies in its folder. */
export interface Capability {
  readonly name: string;
  /** Semver. */
  readonly version: string;
  /** Of the package, relative to the workspace folder. */
  readonly folder: string;
  readonly description: string;
  readonly manifest: CapabilityManifest;
  /** TypeScript: the text of index.ts. */
  readonly source: string;
  readonly examples: readonly Example[];
  /** Of all that decides what it does: source, manifest, examples. Evidence belongs to this hash. */
  readonly hash: string;
}

/** A folder below `.toolwright/capabilities`, whatever is in it. */
export type RegistryEntry =
  | { readonly state: 'valid'; readonly name: string; readonly folder: string; readonly capability: Capability }
  | { readonly state: 'broken'; readonly name: string; readonly folder: string; readonly problems: readonly Problem[] };

/** Bounds of one run. Each is enforced from outside of the code that runs. */
export interface RunLimits {
  /** Milliseconds from the start of the call to its answer, host functions included. */
  readonly wallMs: number;
  /** Milliseconds of processor time. */
  readonly cpuMs: number;
  /** Megabytes in the engine's heap. */
  readonly heapMB: number;
  /** Megabytes that the process may hold in all, what the engine does not count included. */
  readonly residentMB: number;
  /** Bytes of the input, written as JSON. */
  readonly inputBytes: number;
  /** Levels of nesting in the input. */
  readonly inputDepth: number;
  /** Bytes of the answer, written as JSON. */
  readonly outputBytes: number;
  /** Levels of nesting in the answer. */
  readonly outputDepth: number;
  /** Bytes of log messages; what is beyond is dropped and counted. */
  readonly logBytes: number;
  /** Calls of granted functions. */
  readonly calls: number;
  /** Bytes that these calls hand over, all together: texts to write, requests to send. */
  readonly writtenBytes: number;
  /** Bytes that they are answered, all together: texts of files, answers of the network. */
  readonly readBytes: number;
}

export const defaultLimits: RunLimits = {
  wallMs: 2000,
  cpuMs: 2000,
  heapMB: 64,
  residentMB: 256,
  inputBytes: 16 * 1024 * 1024,
  inputDepth: 100,
  outputBytes: 4 * 1024 * 1024,
  outputDepth: 100,
  logBytes: 64 * 1024,
  calls: 1000,
  writtenBytes: 16 * 1024 * 1024,
  readBytes: 64 * 1024 * 1024,
};
