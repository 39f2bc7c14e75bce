import type { CapabilityManifest, Example } from './capability.ts';

/** Where capabilities are, relative to the workspace folder. */
export const capabilitiesFolder = '.toolwright/capabilities';

/** Where a workspace keeps its own templates, relative to the workspace folder. */
export const templatesFolder = '.toolwright/templates';

/** As in the published schema; it cannot lead out of a folder, nor is it one that systems treat apart. */
const nameForm = /^(?:@[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\/)?[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
const reserved = /^(?:node_modules|favicon\.ico|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Whether a capability may be called so: as in npm, in small letters, and as a folder on every system. */
export function isCapabilityName(name: string): boolean {
  return name.length <= 214 && nameForm.test(name) && !name.split('/').some((part) => reserved.test(part));
}

/** A name made of a title: `Sort the lines` becomes `sort-the-lines`; empty where it has no Latin letters or digits. */
export function nameFromTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
    .filter((word) => word !== '')
    .slice(0, 6)
    .join('-');
}

/** What a new capability is made of. */
export interface CapabilityDraft {
  readonly name: string;
  /** Semver; 0.1.0 by default. */
  readonly version?: string;
  readonly description: string;
  readonly manifest: CapabilityManifest;
  /** TypeScript that exports `run(input, context)`. */
  readonly source: string;
  readonly examples: readonly Example[];
}
