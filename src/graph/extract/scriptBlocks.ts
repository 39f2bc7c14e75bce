import type { Language } from './language.ts';

const scriptBlock = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/**
 * The scripts of a Vue or Svelte file, in place: everything else is blanked out, so that offsets and lines stay right.
 * Markup and style imports are not read.
 */
export function scriptBlocks(source: string): { readonly source: string; readonly language: Language } {
  let script = '';
  let end = 0;
  let language: Language = 'jsx';
  for (const block of source.matchAll(scriptBlock)) {
    const attributes = block[1] ?? '';
    const body = block[2] ?? '';
    const start = block.index + block[0].indexOf('>') + 1;
    const lang = /\blang\s*=\s*["']?(tsx?)\b/.exec(attributes)?.[1];
    if (lang === 'ts' || lang === 'tsx') language = lang;
    script += blank(source.slice(end, start)) + body;
    end = start + body.length;
  }
  return { source: script + blank(source.slice(end)), language };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
