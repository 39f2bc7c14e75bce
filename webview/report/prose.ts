import { type Child, h } from '../ui/h.ts';

/** Text with `code` in it, as Markdown writes it; nothing else of Markdown means anything here. */
export function prose(text: string): readonly Child[] {
  return text.split(/`([^`\n]+)`/).map((part, at) => (at % 2 === 0 ? part : h('code', {}, part)));
}
