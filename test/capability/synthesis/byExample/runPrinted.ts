import { stripTypeScriptTypes } from 'node:module';
import type { Value } from '#capability/synthesis';

type Run = (input: { readonly [name: string]: Value }) => Value;

/** The `run` of a printed program, its types stripped. It is ours and reaches nothing: tests may run it here. */
export async function loadPrinted(source: string): Promise<Run> {
  const code = `${stripTypeScriptTypes(source)}\n//${loaded++}`;
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { run: Run };
  return module.run;
}

let loaded = 0;
