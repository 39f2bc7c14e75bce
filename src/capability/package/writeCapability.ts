import { join } from 'node:path';
import { type Problem, ToolwrightError } from '#base';
import type { Capability, CapabilityDraft } from '#protocol';
import { readText, stampOf, systemReason, writeAtomically } from '#workspace';
import { folderFor, packageFiles } from './names.ts';
import { readPackage } from './readPackage.ts';
import { scaffold } from './scaffold.ts';

export interface WriteOptions {
  /** Puts it in the place of one of the same name. */
  readonly replace?: boolean;
  /** Writes one file whole, or throws. */
  readonly write?: (path: string, text: string) => void;
}

/**
 * Writes a capability into the workspace, all of its files or none. It is checked first, as the registry would.
 *
 * package.json is written last, so that a new capability whose writing was interrupted is none: without this file a
 * folder holds no capability. Where a file cannot be written, those before it get their old texts back.
 *
 * @param root the workspace folder, absolute
 * @throws ToolwrightError `capability-invalid`, `capability-exists`, `capability-not-written`; no capability is there,
 * or the old one as it was
 */
export function writeCapability(root: string, draft: CapabilityDraft, options: WriteOptions = {}): Capability {
  const texts = scaffold(draft);
  const entry = readPackage(draft.name, texts);
  if (entry.state === 'broken') throw invalid(draft.name, entry.problems);
  if (!options.replace) refuseExisting(root, draft.name);
  const files = packageFiles.map((file) => ({ path: join(root, folderFor(draft.name), file), text: texts[file] }));

  const write = options.write ?? writeAtomically;
  const undo: (() => void)[] = [];
  try {
    for (const { path, text } of files) {
      const old = stampOf(path) && readText(path);
      write(path, text);
      if (old !== undefined) undo.unshift(() => write(path, old));
    }
  } catch (error) {
    for (const step of undo) step();
    throw new ToolwrightError(
      'capability-not-written',
      `The capability ${draft.name} could not be written: ${systemReason(error)}.`,
      { hint: `What was there before is as it was. Check ${folderFor(draft.name)}, then try again.`, cause: error },
    );
  }
  return entry.capability;
}

function invalid(name: string, [first, ...more]: readonly Problem[]): ToolwrightError {
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  return new ToolwrightError(
    'capability-invalid',
    `The capability ${name} was not written, because it would be broken: ${first?.message}${others}`,
    { hint: first?.hint ?? 'Correct it, then try again.' },
  );
}

/** Lets nobody wait for a draft that could not be written. @throws ToolwrightError `capability-exists` */
export function refuseExisting(root: string, name: string): void {
  if (!packageFiles.some((file) => stampOf(join(root, folderFor(name), file)))) return;
  throw new ToolwrightError('capability-exists', `There is a capability ${name} in this workspace already.`, {
    hint: 'Choose another name, or replace it.',
  });
}
