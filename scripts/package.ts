// Makes the VSIX of one platform: `npm run package [-- --target linux-x64]`.
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import { nativePackages } from './build/packages.ts';
import { buildAll } from './build.ts';
import { isStarted, main, root, runNode, runNpm, ScriptError } from './process.ts';

const megabyte = 1024 * 1024;
const limit = 15 * megabyte;
const here = `${process.platform}-${process.arch}`;
const targets = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/**
 * Builds dist/ and packs it for a platform.
 *
 * @param target a platform as VS Code names it
 * @param build makes dist/ for this platform
 * @returns the path of the VSIX
 */
export async function packageExtension(target = here, build: () => Promise<void> = buildAll): Promise<string> {
  if (!targets.includes(target)) {
    throw new ScriptError(`There is no VSIX for the platform ${target}.`, `Choose one of ${targets.join(', ')}.`);
  }
  if (target === here) await build();
  else await withBindingsOf(target, buildAll);
  const native = nativeParts();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, `${name}-${target}-${version}.vsix`);
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  // The page of the rule about credentials shows one that was made up.
  flags.push('--allow-package-secrets', 'github');
  const { code, output } = await runNode([vsce, 'package', ...flags, '--target', target, '--out', vsix]);
  if (code !== 0) throw new ScriptError(`vsce could not pack the extension:\n${output}`, 'Mend what it names.');
  checkSize(vsix, native);
  return vsix;
}

/** Fetches the native packages with the bindings of another platform to a temporary folder. */
async function withBindingsOf(target: string, build: (nodeModules: string) => Promise<void>): Promise<void> {
  const [os = '', cpu = ''] = target.split('-');
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-package-'));
  try {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const wanted = nativePackages.map((name) => `${name}@${devDependencies[name]}`);
    writeFileSync(join(folder, 'package.json'), '{}');
    const platform = [`--os=${os}`, `--cpu=${cpu}`, ...(os === 'linux' ? ['--libc=glibc'] : [])];
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, output } = await runNpm(['install', ...flags, ...platform, ...wanted], { cwd: folder });
    if (code !== 0) {
      throw new ScriptError(
        `The native parts for ${target} could not be fetched:\n${output}`,
        'Check the npm registry.',
      );
    }
    await build(join(folder, 'node_modules'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function nativeParts(): string[] {
  const found = globSync('dist/node_modules/**/*.node', { cwd: root });
  if (found.length === nativePackages.length) return found;
  throw new ScriptError(
    `dist/ holds ${found.length} native parts instead of ${nativePackages.length}: ${found.join(', ')}.`,
    'The npm registry may not serve the binding of that platform.',
  );
}

/** Prints the size, native parts apart, and refuses a VSIX that got too large. */
function checkSize(vsix: string, native: readonly string[]): void {
  const packed = (file: string) => deflateRawSync(readFileSync(join(root, file))).length;
  const nativeBytes = native.map(packed).reduce((sum, bytes) => sum + bytes, 0);
  const ownBytes = statSync(vsix).size - nativeBytes;
  const inMegabytes = (bytes: number) => `${(bytes / megabyte).toFixed(1)} MB`;
  console.log(`${vsix}: ${inMegabytes(ownBytes)} and native parts of ${inMegabytes(nativeBytes)}`);
  if (ownBytes > limit) throw new ScriptError(`The VSIX is larger than ${inMegabytes(limit)}.`, 'See what it grew by.');
}

if (isStarted(import.meta.filename)) {
  await main(async () => {
    const { values } = parseArgs({ options: { target: { type: 'string' } } });
    await packageExtension(values.target);
    return 0;
  });
}
