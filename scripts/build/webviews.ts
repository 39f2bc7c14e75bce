import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { root } from '../process.ts';
import { inlineWorkers } from './inlineWorkers.ts';

/**
 * Every `webview/NAME/main.ts` becomes the ES module `dist/webview/NAME.js`, with `NAME.css` where it imports styles.
 * What is imported dynamically (mermaid) is a chunk of its own and loaded when it is needed.
 *
 * @param outdir relative to the root
 */
export function webviewBuild(outdir: string): BuildOptions & { readonly metafile: true } {
  const entryPoints = Object.fromEntries(
    globSync('webview/*/main.ts', { cwd: root }).map((file) => [basename(dirname(file)), file]),
  );
  return {
    absWorkingDir: root,
    entryPoints,
    outdir,
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
    plugins: [inlineWorkers],
    metafile: true,
    logLevel: 'warning',
  };
}

/** The workers that are inlined as text, whose packages the metafile of the webviews does not name. */
export function inlinedWorkersBuild(): BuildOptions & { readonly metafile: true; readonly write: false } {
  const { plugins: _, splitting: __, ...options } = webviewBuild('dist/webview');
  return { ...options, entryPoints: globSync('webview/**/*.worker.ts', { cwd: root }), write: false };
}
