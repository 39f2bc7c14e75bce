/** A module of a generated workspace before it is written as text. */
export interface PlannedModule {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly language: 'ts' | 'tsx' | 'js' | 'mjs' | 'cjs';
  readonly role: 'source' | 'barrel' | 'test';
  readonly exports: readonly PlannedExport[];
  readonly imports: PlannedImport[];
}

export interface PlannedExport {
  readonly name: string;
  readonly kind: 'function' | 'const' | 'class' | 'interface' | 'type';
}

export interface PlannedImport {
  readonly specifier: string;
  /** Undefined for packages and built-in modules. */
  readonly target: PlannedModule | undefined;
  readonly form: ImportForm;
  /** What it carries; empty for the forms that name nothing. */
  readonly names: readonly PlannedExport[];
}

export type ImportForm =
  | 'named'
  | 'type'
  | 'namespace'
  | 'side-effect'
  | 'dynamic'
  | 'require'
  | 're-export-all'
  | 're-export-named';

/** A file-to-file edge that a correct graph of the workspace has. */
export interface PlannedEdge {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

export const isType = ({ kind }: PlannedExport): boolean => kind === 'interface' || kind === 'type';

export const isJavaScript = ({ language }: PlannedModule): boolean => !language.startsWith('ts');
