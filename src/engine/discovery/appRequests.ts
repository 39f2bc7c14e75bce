import type { Outcome, Problem } from '#base';
import { type AnswerOpinion, type AppRecords, readOutcomes } from '#capability/discovery';
import { redactTexts } from '#journal';
import { isOutcomesUrl, type PlainData, type RecordedRequest } from '#protocol';
import { type FileStamp, findFiles, readStamped, stampOf, systemReason } from '#workspace';
import { type Answered, askFor, shownUrl, unanswered } from './outcomesUrl.ts';

/** With those that the runtime library has turned over. */
const usualFiles = ['outcomes.1.jsonl', 'outcomes.jsonl', 'outcomes/*.jsonl', 'feedback.1.jsonl', 'feedback.jsonl'].map(
  (name) => `.toolwright/${name}`,
);
const largestFile = 16 * 1024 * 1024;
/** Requests of apps have ids of their own: below those of the journal, each file's after those of the one before. */
const idsOfFile = 10_000_000;
/** More would take the ids of URLs. */
const mostFiles = 1000;
const lowestId = -Number.MAX_SAFE_INTEGER;

interface Known {
  readonly read: Outcome<AppRecords>;
  /** The ids of its records begin here. */
  readonly firstId: number;
}

interface KnownFile extends Known {
  readonly stamp: FileStamp;
}

interface KnownUrl extends Known {
  readonly answered: Answered;
}

/** What apps tell of their requests. */
export interface AppTold {
  /** Those that were not served. */
  readonly requests: readonly RecordedRequest[];
  readonly opinions: readonly AnswerOpinion[];
}

/**
 * The failed requests of apps, and what users thought of answers, from the files that they write and the URLs where they
 * give them. What has not changed is not read again, and what a URL gave once stays while it does not answer.
 */
export class AppRequests {
  readonly #root: string;
  readonly #globs: readonly string[];
  readonly #urls: readonly string[];
  #files = new Map<string, KnownFile>();
  readonly #answers = new Map<string, KnownUrl>();

  /**
   * @param root the workspace folder, absolute, with `/`
   * @param sources globs of files, relative to it, and URLs
   */
  constructor(root: string, sources: readonly string[] = usualFiles) {
    this.#root = root;
    this.#globs = sources.filter((source) => !isOutcomesUrl(source));
    this.#urls = sources.filter(isOutcomesUrl);
  }

  async read(): Promise<Outcome<AppTold>> {
    const problems: Problem[] = [];
    const files = new Map<string, KnownFile>();
    for (const [at, path] of findFiles(this.#root, this.#globs).slice(0, mostFiles).entries()) {
      try {
        const file = await this.#look(path, lowestId + at * idsOfFile);
        if (file === undefined) problems.push(tooLarge(path));
        else files.set(path, file);
      } catch (error) {
        problems.push(unreadable(path, error));
      }
    }
    this.#files = files;
    await Promise.all(
      this.#urls.map((url, at) =>
        // Behind those of all files.
        this.#ask(url, lowestId + (mostFiles + at) * idsOfFile).catch((error: unknown) => {
          problems.push(unanswered(url, error));
        }),
      ),
    );
    const known: Known[] = [...files.values(), ...this.#answers.values()];
    return { value: toldIn(known), problems: [...problems, ...known.flatMap(({ read }) => read.problems)] };
  }

  async #ask(url: string, firstId: number): Promise<void> {
    const known = this.#answers.get(url);
    const answered = await askFor(url, known?.answered, largestFile);
    if (known !== undefined && answered.text === known.answered.text) return;
    const { value, problems } = readOutcomes(shownUrl(url), answered.text, firstId);
    this.#answers.set(url, { answered, firstId, read: { value: await withoutSecrets(value), problems } });
  }

  async #look(path: string, firstId: number): Promise<KnownFile | undefined> {
    const file = `${this.#root}/${path}`;
    const now = stampOf(file);
    if (now !== undefined && now.size > largestFile) return undefined;
    const known = this.#files.get(path);
    const isKnown = known?.stamp.size === now?.size && known?.stamp.modified === now?.modified;
    if (known?.firstId === firstId && isKnown) return known;
    const { text, stamp } = readStamped(file);
    const { value, problems } = readOutcomes(path, text, firstId);
    return { stamp, firstId, read: { value: await withoutSecrets(value), problems } };
  }
}

/** The file says that there are none; whoever wrote it may not have known. */
async function withoutSecrets({ requests, ids, opinions }: AppRecords): Promise<AppRecords> {
  // All of it at once: a look for secrets costs more than the length of what is looked at.
  const kept = await redactTexts({ requests, opinions } as unknown as PlainData);
  return { ...(kept as unknown as AppRecords), ids };
}

/** Opinions may stand in another file than what they are about. */
function toldIn(files: readonly Known[]): AppTold {
  const requests = files.flatMap(({ read }) => read.value.requests);
  const byNumber = new Map(requests.map((request) => [request.id, request]));
  const byId = new Map(
    files.flatMap(({ read }) => [...read.value.ids].map(([id, at]) => [id, byNumber.get(at)] as const)),
  );
  const opinions = files.flatMap(({ firstId, read }) =>
    read.value.opinions.map(({ at, rating, capability, version, requestId = '', user = 'app', comment }, nth) => ({
      // Behind the lines of the file.
      ...{ id: firstId + idsOfFile - 1 - nth, at: new Date(at).toISOString(), isGood: rating === 'up' },
      ...{ name: capability, version, user, origin: 'app' as const, comment, request: byId.get(requestId) },
    })),
  );
  return { requests: requests.filter(({ outcome }) => outcome !== 'served'), opinions };
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
