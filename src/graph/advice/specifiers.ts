import { dirname, relative } from 'node:path/posix';
import type { GraphFile } from '#protocol';
import { findListed, relativeBase } from '../resolve/relative.ts';

/** How a file ends the specifiers of the files it imports: `./a`, `./a.ts` or `./a.js` for a.ts. */
type Ending = 'none' | 'source' | 'output';

const sourceExtension = /(\.d)?\.[cm]?tsx?$/;
const codeExtension = /(\.d)?\.[cm]?[jt]sx?$/;
const outputExtension = /\.[cm]?jsx?$/;

/**
 * Writes the specifier by which one file would import another, in the style of the file that imports.
 *
 * @param like the specifier that it takes the place of, which tells most about the style
 * @returns undefined where no relative specifier leads there
 */
export function relativeSpecifier(
  from: GraphFile,
  to: string,
  like: string,
  listed: ReadonlySet<string>,
): string | undefined {
  const written = dotted(relative(dirname(from.path), to));
  const ending = endingOf(from, like);
  const full = withEnding(written, ending);
  const namesIndex = [like, ...from.dependencies.map((dependency) => dependency.specifier)].some((specifier) =>
    /\/index$/.test(specifier),
  );
  const short = full?.replace(/\/index$/, '');
  const candidates = namesIndex || short === '.' || short === '..' ? [full, short] : [short, full];
  return candidates.find((specifier) => {
    const base = specifier === undefined ? undefined : pointsAt(from.path, specifier);
    return base !== undefined && findListed(base, listed) === to;
  });
}

/** Where a relative specifier points, with or without an extension; undefined outside of the workspace folder. */
export function pointsAt(from: string, specifier: string): string | undefined {
  return relativeBase(dirname(from).replace(/^\.$/, ''), specifier);
}

function dotted(path: string): string {
  return path.startsWith('.') ? path : `./${path}`;
}

function endingOf(from: GraphFile, like: string): Ending {
  const own = ending(like);
  if (own !== 'none') return own;
  const votes = { none: 0, source: 0, output: 0 };
  for (const { specifier, target } of from.dependencies) {
    if (target.kind !== 'file' || !specifier.startsWith('.') || !codeExtension.test(target.path)) continue;
    // `./folder` stands for its index file: it tells nothing.
    if (!/(^|\/)index\.[^/]*$/.test(target.path) || codeExtension.test(specifier)) votes[ending(specifier)]++;
  }
  if (votes.source > votes.none && votes.source > votes.output) return 'source';
  return votes.output > votes.none ? 'output' : 'none';
}

function ending(specifier: string): Ending {
  if (sourceExtension.test(specifier)) return 'source';
  return outputExtension.test(specifier) ? 'output' : 'none';
}

function withEnding(path: string, style: Ending): string | undefined {
  const extension = codeExtension.exec(path);
  if (extension === null) return path;
  const stem = path.slice(0, extension.index);
  const output = extension[0].replace(/^\.d/, '').replace(/tsx?$/, 'js');
  if (style === 'source') return extension[1] === undefined ? path : undefined;
  // Without an extension only the common ones are found by every tool.
  if (style === 'none' && !/[cm][jt]s$/.test(extension[0])) return stem;
  return stem + output;
}
