import { build, type Plugin } from 'esbuild';

/**
 * `import source from './x.worker.ts?source'` gives the text of that worker, bundled for itself. A webview may start
 * workers from blobs alone: its page and its scripts have different origins, and its content security policy lets
 * nothing be fetched.
 */
export const inlineWorkers: Plugin = {
  name: 'inline-workers',
  setup({ initialOptions, onLoad, onResolve, resolve }) {
    onResolve({ filter: /\.worker\.ts\?source$/ }, async ({ path, importer, kind, resolveDir }) => {
      const found = await resolve(path.slice(0, -'?source'.length), { importer, kind, resolveDir });
      return found.errors.length > 0 ? found : { path: found.path, namespace: 'worker-source' };
    });
    onLoad({ filter: /.*/, namespace: 'worker-source' }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        absWorkingDir: initialOptions.absWorkingDir ?? process.cwd(),
        entryPoints: [path],
        bundle: true,
        format: 'iife',
        platform: 'browser',
        target: initialOptions.target ?? 'esnext',
        minify: initialOptions.minify ?? false,
        legalComments: 'none',
        write: false,
        metafile: true,
      });
      return {
        contents: outputFiles[0]?.text ?? '',
        loader: 'text',
        watchFiles: Object.keys(metafile.inputs),
      };
    });
  },
};
