import { dirname, join } from 'node:path/posix';
import { readText } from './readFiles.ts';

/** What the package.json of an installed package says that rules ask about. */
export interface InstalledPackage {
  readonly licence: string | undefined;
  readonly deprecated: boolean;
}

/** Looks packages up as Node would, in the node_modules folders on the way up. Each is read once. */
export class InstalledPackages {
  readonly #root: string;
  readonly #byFolder = new Map<string, InstalledPackage | undefined>();

  constructor(root: string) {
    this.#root = root;
  }

  /** @param from the importing file, relative to the workspace folder */
  find(name: string, from: string): InstalledPackage | undefined {
    for (let folder = dirname(join(this.#root, from)); ; folder = dirname(folder)) {
      const found = this.#read(join(folder, 'node_modules', name));
      if (found || folder === dirname(folder)) return found;
    }
  }

  #read(folder: string): InstalledPackage | undefined {
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, readManifest(join(folder, 'package.json')));
    return this.#byFolder.get(folder);
  }
}

function readManifest(path: string): InstalledPackage | undefined {
  try {
    const { license, deprecated } = JSON.parse(readText(path)) as Record<string, unknown>;
    return { licence: typeof license === 'string' ? license : undefined, deprecated: Boolean(deprecated) };
  } catch {
    return undefined;
  }
}
