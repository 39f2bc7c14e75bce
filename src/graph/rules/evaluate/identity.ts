import { createHash } from 'node:crypto';

/** What a violation is recognised by, over runs and in the baseline file. */
export interface Identifiable {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
  /** The modules of a cycle. */
  readonly cycle?: readonly { readonly name: string }[] | undefined;
}

/** Cycles of more files than this are named by the first of them and a hash of all. */
const namedFiles = 4;

/**
 * The identity of a violation: its rule, and where it starts and ends. For a cycle it is the set of its modules,
 * wherever the walk round it began; dependency-cruiser compares known violations in the same way. A package is one
 * thing: which file of it an import leads to depends on who resolves it, and on its version.
 */
export function violationId({ rule, from, to, cycle }: Identifiable): string {
  if (cycle) return `${rule.name}: ${cycleId(cycle.map(({ name }) => name).sort())}`;
  return `${rule.name}: ${from === to ? place(from) : `${place(from)} → ${place(to)}`}`;
}

/** A file of the workspace, or the folder of a package. */
function place(path: string): string {
  if (!path.includes('node_modules/')) return path;
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
}

function cycleId(names: readonly string[]): string {
  if (names.length <= namedFiles) return `cycle of ${names.join(', ')}`;
  const hash = createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12);
  return `cycle of ${names.slice(0, namedFiles - 1).join(', ')} … (${names.length} files, ${hash})`;
}
