import { ts } from 'ts-morph';
import { analyse, prepare } from '#capability/safety';
import { defaultLimits, type Program } from '#protocol';

export type Admission =
  | { readonly admitted: true; readonly program: Program }
  | { readonly admitted: false; readonly reason: string };

const permissions = {};

/** What the product does with a source before it runs it: analysis, then transformation. Nothing is granted. */
export async function admit(source: string): Promise<Admission> {
  const report = await analyse(source, { permissions });
  if (!report.admitted) {
    const rules = new Set(report.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule));
    return { admitted: false, reason: [...rules].join(', ') };
  }
  return { admitted: true, program: await prepare(source, { input: true, output: true, limits: defaultLimits }) };
}

/** Without analysis and without guards, to see what the sandbox alone is good for. */
export async function admitUnseen(source: string): Promise<Admission> {
  const { module, target } = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  const { outputText, sourceMapText = '' } = ts.transpileModule(source, {
    compilerOptions: { module, target, sourceMap: true },
  });
  return { admitted: true, program: { code: outputText, map: sourceMapText, hash: '' } };
}
