import type { ts } from 'ts-morph';
import type { Parsed } from '../model/program.ts';

export interface Emitted {
  readonly code: string;
  /** Version 3. */
  readonly map: {
    version: number;
    sources: string[];
    sourcesContent?: string[];
    names: string[];
    mappings: string;
    file?: string;
  };
}

/** JavaScript of a parsed source, changed by transformers on its TypeScript tree, with its source map. */
export function emit(
  { program, file }: Parsed,
  transformers: readonly ts.TransformerFactory<ts.SourceFile>[],
): Emitted {
  const texts = new Map<string, string>();
  program.emit(file, (path, text) => texts.set(path, text), undefined, false, { before: [...transformers] });
  const code = texts.get('/index.js');
  const map = texts.get('/index.js.map');
  if (code === undefined || map === undefined) throw new Error('TypeScript has emitted nothing');
  return { code: code.replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '\n'), map: JSON.parse(map) };
}
