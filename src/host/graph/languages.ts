import type * as vscode from 'vscode';

/** The documents that the graph knows something about. */
export const scripts: vscode.DocumentSelector = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'vue',
  'svelte',
].map((language) => ({ language, scheme: 'file' }));
