import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build } from 'esbuild';
import { root } from '../process.ts';

/**
 * Every `webview/NAME/main.ts` becomes the ES module `dist/webview/NAME.js`, with `NAME.css` where it imports styles.
 * What is imported dynamically (mermaid) is a chunk of its own and loaded when it is needed.
 */
export async function buildWebviews(): Promise<string[]> {
  const entryPoints = Object.fromEntries(
    globSync('webview/*/main.ts', { cwd: root }).map((file) => [basename(dirname(file)), file]),
  );
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist/webview',
    bundle: true,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: '[name]',
    platform: 'browser',
    target: 'es2023',
    minify: true,
    sourcemap: true,
    legalComments: 'none',
    loader: { '.ttf': 'file' },
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.outputs);
}
