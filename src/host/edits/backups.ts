import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, messageOf, ToolwrightError } from '#base';
import { writeAtomically } from '../files/writeAtomically.ts';
import type { FileChange, FileMove } from './fileChange.ts';

/** How much is kept; what is beyond goes, oldest first, but never the latest. */
export interface BackupBounds {
  readonly count: number;
  readonly days: number;
  readonly bytes: number;
}

const usualBounds: BackupBounds = { count: 50, days: 30, bytes: 50 * 1024 * 1024 };
const day = 24 * 60 * 60 * 1000;
const index = 'backup.json';

/** The former texts of the files that one edit touched. */
export interface Backup {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** What the edit was. */
  readonly label: string;
  /** Of all texts. */
  readonly bytes: number;
  readonly files: readonly BackedUpFile[];
}

interface BackedUpFile {
  readonly uri: string;
  /** Shown to people. */
  readonly path: string;
  /** The file in the backup that holds the text; absent where the edit has made the file. */
  readonly text?: string;
  /** What it is called since, where the edit has moved it; without a text it has the one that it had. */
  readonly movedTo?: { readonly uri: string; readonly path: string };
}

/**
 * Former texts of what edits have changed: below the extension's storage on this machine, a folder an edit. They are the
 * user's texts as they were, secrets included, and go nowhere else.
 */
export class Backups {
  readonly #folder: vscode.Uri;
  readonly #log: Pick<vscode.LogOutputChannel, 'warn'>;
  readonly #bounds: BackupBounds;
  readonly #now: () => number;

  /** @param folder need not exist */
  constructor(
    folder: vscode.Uri,
    log: Pick<vscode.LogOutputChannel, 'warn'>,
    { bounds = usualBounds, now = Date.now }: { readonly bounds?: BackupBounds; readonly now?: () => number } = {},
  ) {
    this.#folder = folder;
    this.#log = log;
    this.#bounds = bounds;
    this.#now = now;
  }

  /** Keeps the texts of files before they are changed, and the names of those that are moved. @throws ToolwrightError `backup-failed` */
  async keep(
    label: string,
    files: readonly Pick<FileChange, 'uri' | 'path' | 'before'>[],
    moves: readonly FileMove[] = [],
  ): Promise<Backup> {
    const at = new Date(this.#now()).toISOString();
    const id = `${at.replaceAll(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
    const kept: BackedUpFile[] = [];
    let bytes = 0;
    try {
      for (const { uri, path, before, movedTo } of [...(files as readonly KeptFile[]), ...moves.map(asFile)]) {
        const text = `${kept.length}.txt`;
        if (before !== undefined) {
          const content = Buffer.from(before);
          bytes += content.length;
          await writeAtomically(this.#uriOf(id, text), content);
        }
        kept.push({
          ...{ uri: uri.toString(), path },
          ...(before === undefined ? {} : { text }),
          ...(movedTo === undefined ? {} : { movedTo }),
        });
      }
      const backup: Backup = { id, at, label, bytes, files: kept };
      // Written last: a backup that was interrupted has no index, and is none.
      await writeAtomically(this.#uriOf(id, index), Buffer.from(JSON.stringify(backup)));
      await this.prune();
      return backup;
    } catch (error) {
      throw new ToolwrightError('backup-failed', l10n.t('No backup could be made: {0}', messageOf(error)), {
        hint: l10n.t('Nothing was changed. Check the free space on the disk.'),
        cause: error,
      });
    }
  }

  /** All that are whole, latest first. */
  async list(): Promise<readonly Backup[]> {
    const backups: Backup[] = [];
    for (const id of await this.#ids()) {
      const backup = await this.#read(id);
      if (backup !== undefined) backups.push(backup);
    }
    return backups.sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** A text that is kept; undefined where the edit has made the file. */
  async textOf({ id }: Backup, { text }: BackedUpFile): Promise<string | undefined> {
    if (text === undefined) return undefined;
    return Buffer.from(await vscode.workspace.fs.readFile(this.#uriOf(id, text))).toString();
  }

  /** Deletes one: its edit was not made. */
  async drop({ id }: Pick<Backup, 'id'>): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.#uriOf(id), { recursive: true, useTrash: false });
    } catch (error) {
      this.#log.warn(`The backup ${id} could not be deleted: ${messageOf(error)}`);
    }
  }

  /** Deletes what is beyond the bounds, and what was interrupted. */
  async prune(): Promise<void> {
    const whole = await this.list();
    const oldest = this.#now() - this.#bounds.days * day;
    let bytes = 0;
    const kept = whole.filter((backup, place) => {
      bytes += backup.bytes;
      const fits = place < this.#bounds.count && bytes <= this.#bounds.bytes;
      return place === 0 ? Date.parse(backup.at) >= oldest : fits && Date.parse(backup.at) >= oldest;
    });
    for (const id of await this.#ids()) {
      const has = (backup: Backup) => backup.id === id;
      if (kept.some(has) || (!whole.some(has) && this.#isBeingWritten(id))) continue;
      await this.drop({ id });
    }
  }

  async #ids(): Promise<string[]> {
    const entries = await vscode.workspace.fs.readDirectory(this.#folder).then(
      (found) => found,
      // There is no folder before the first edit.
      () => [],
    );
    return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => name);
  }

  async #read(id: string): Promise<Backup | undefined> {
    try {
      const content = await vscode.workspace.fs.readFile(this.#uriOf(id, index));
      const value: unknown = JSON.parse(Buffer.from(content).toString());
      return isRecord(value) && value.id === id && Array.isArray(value.files)
        ? (value as unknown as Backup)
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** Another edit, also of another window, may be at it just now. */
  #isBeingWritten(id: string): boolean {
    const minute = new Date(this.#now() - 60_000).toISOString().replaceAll(/[:.]/g, '-');
    return id > minute;
  }

  #uriOf(...parts: readonly string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, ...parts);
  }
}

interface KeptFile extends Pick<FileChange, 'uri' | 'path' | 'before'> {
  readonly movedTo?: NonNullable<BackedUpFile['movedTo']>;
}

/** A move changes no text, or the one that it says. */
function asFile({ from, fromPath, to, toPath, text }: FileMove): KeptFile {
  return { uri: from, path: fromPath, before: text?.before, movedTo: { uri: to.toString(), path: toPath } };
}
