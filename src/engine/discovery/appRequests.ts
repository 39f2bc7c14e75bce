import type { Outcome, Problem } from '#base';
import { readOutcomes } from '#capability/discovery';
import { redactTexts } from '#journal';
import type { PlainData, RecordedRequest } from '#protocol';
import { type FileStamp, findFiles, readStamped, stampOf, systemReason } from '#workspace';

const usualFiles = ['.toolwright/outcomes.jsonl', '.toolwright/outcomes/*.jsonl'];
const largestFile = 16 * 1024 * 1024;
/** Requests of apps have ids of their own: below those of the journal, each file's after those of the one before. */
const idsOfFile = 10_000_000;
const lowestId = -Number.MAX_SAFE_INTEGER;

interface KnownFile {
  readonly stamp: FileStamp;
  readonly read: Outcome<readonly RecordedRequest[]>;
}

/** The failed requests of apps, from the files that they write. Files that have not changed are not read again. */
export class AppRequests {
  readonly #root: string;
  readonly #globs: readonly string[];
  #files = new Map<string, KnownFile>();

  /** @param root the workspace folder, absolute, with `/` */
  constructor(root: string, globs: readonly string[] = usualFiles) {
    this.#root = root;
    this.#globs = globs;
  }

  async read(): Promise<Outcome<readonly RecordedRequest[]>> {
    const problems: Problem[] = [];
    const files = new Map<string, KnownFile>();
    for (const [at, path] of findFiles(this.#root, this.#globs).entries()) {
      try {
        const file = await this.#look(path, lowestId + at * idsOfFile);
        if (file === undefined) problems.push(tooLarge(path));
        else files.set(path, file);
      } catch (error) {
        problems.push(unreadable(path, error));
      }
    }
    this.#files = files;
    const read = [...files.values()].map((file) => file.read);
    return {
      value: read.flatMap(({ value }) => value),
      problems: [...problems, ...read.flatMap((one) => one.problems)],
    };
  }

  async #look(path: string, firstId: number): Promise<KnownFile | undefined> {
    const file = `${this.#root}/${path}`;
    const now = stampOf(file);
    if (now !== undefined && now.size > largestFile) return undefined;
    const known = this.#files.get(path);
    if (known && known.stamp.size === now?.size && known.stamp.modified === now.modified) return known;
    const { text, stamp } = readStamped(file);
    const { value, problems } = readOutcomes(path, text, firstId);
    return { stamp, read: { value: await withoutSecrets(value), problems } };
  }
}

/** The file says that there are none; whoever wrote it may not have known. */
async function withoutSecrets(requests: readonly RecordedRequest[]): Promise<readonly RecordedRequest[]> {
  // All of it at once: a look for secrets costs more than the length of what is looked at.
  const kept = await redactTexts(requests as unknown as PlainData);
  return kept as unknown as readonly RecordedRequest[];
}

function tooLarge(path: string): Problem {
  return {
    code: 'outcomes-too-large',
    severity: 'warning',
    message: 'The file of outcomes has more than 16 MB, and is not read.',
    hint: 'Begin a new one, and move the old one away.',
    path,
  };
}

function unreadable(path: string, error: unknown): Problem {
  return {
    code: 'unreadable-file',
    severity: 'warning',
    message: `The file of outcomes could not be read: ${systemReason(error)}.`,
    hint: 'Check its permissions.',
    path,
  };
}
