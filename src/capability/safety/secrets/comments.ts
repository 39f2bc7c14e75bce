import { ts } from 'ts-morph';
import { knownSecret } from './patterns.ts';

/** A credential in a comment. */
export interface CommentSecret {
  readonly start: number;
  readonly end: number;
  /** What it opens, in words. */
  readonly what: string;
}

/** Credentials that somebody left in a comment, where they can be told by how they look. */
export function secretsInComments(file: ts.SourceFile): CommentSecret[] {
  // Most programs have none at all, and looking for comments takes longer than looking for that.
  if (knownSecret(file.text) === undefined) return [];
  const found = new Map<number, CommentSecret>();
  const waiting: ts.Node[] = [file];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const children = node.getChildren(file);
    if (children.length > 0) {
      for (const child of children) waiting.push(child);
      continue;
    }
    const comments = [
      ...(ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of comments) {
      const what = knownSecret(file.text.slice(pos, end));
      if (what !== undefined) found.set(pos, { start: pos, end, what });
    }
  }
  return [...found.values()];
}
