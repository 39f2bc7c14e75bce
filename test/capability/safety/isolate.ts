import ivm from 'isolated-vm';
import { ts } from 'ts-morph';

/** What one call of `run` ends with: a value as JSON, or the error's name and message. */
export type End = { readonly value: unknown } | { readonly error: string };

/** A source as TypeScript alone makes it, to compare with. */
export function transpiled(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
  });
  return outputText;
}

/** Runs a module's `run` with an input in an engine of its own, for so many milliseconds at most. */
export async function runIn(code: string, input: unknown, context?: string, timeout = 5000): Promise<End> {
  const isolate = new ivm.Isolate({ memoryLimit: 128 });
  const realm = await isolate.createContext();
  try {
    const program = await isolate.compileModule(code, { filename: 'program.js' });
    await program.instantiate(realm, () => {
      throw new Error('No modules here');
    });
    await program.evaluate({ timeout });
    await realm.global.set(
      'run',
      await program.namespace.get('run', { reference: true }).then((run) => run.derefInto()),
    );
    await realm.global.set('input', input === undefined ? undefined : JSON.stringify(input));
    const text = await realm.eval(caller(context), { timeout, promise: true, copy: true });
    return JSON.parse(text as string);
  } finally {
    if (!isolate.isDisposed) isolate.dispose();
  }
}

function caller(context = 'undefined'): string {
  return `(async () => {
  try {
    const value = await run(input === undefined ? undefined : JSON.parse(input), ${context});
    return JSON.stringify({ value: value === undefined ? 'undefined' : typeof value === 'bigint' ? String(value) : value });
  } catch (error) {
    return JSON.stringify({ error: (error?.name ?? typeof error) + ': ' + (error?.message ?? error) });
  }
})()`;
}
