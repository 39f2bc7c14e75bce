import { isRecord } from '#base';

export type Labels = Readonly<Record<string, string>>;

/** The values of all series of a process at one scrape, by what the reader calls them. */
export interface Scrape {
  readonly at: number;
  readonly values: ReadonlyMap<string, number>;
}

/** Labels that tell series of one process apart; by all others processes are told apart. */
const own = new Set([
  '__name__',
  'capability',
  'version',
  'variant',
  'outcome',
  'rating',
  'stratum',
  'speaks',
  'le',
  'otel_scope_name',
  'otel_scope_version',
  'otel_scope_schema_url',
]);

/** The labels of a process, in one text: `instance="10.0.0.7:9464",job="shop"`. */
const processOf = (labels: Labels): string =>
  Object.keys(labels)
    .filter((name) => !own.has(name))
    .toSorted()
    .map((name) => `${name}=${JSON.stringify(labels[name])}`)
    .join(',');

/**
 * Puts the samples of a range vector together that were scraped at once: Prometheus gives all samples of a scrape the same
 * time. A scrape with what no counter can be is passed over as a whole: without one of its series a process would look as if
 * it had been started anew.
 * @param name of a series, by its labels; series without one are passed over, and those of one name are added up
 * @returns the scrapes of each process, oldest first; nothing for data that is no range vector
 */
export function scrapesOf(
  data: unknown,
  name: (labels: Labels) => string | undefined,
): ReadonlyMap<string, readonly Scrape[]> | undefined {
  if (!isRecord(data) || data.resultType !== 'matrix' || !Array.isArray(data.result)) return undefined;
  const processes = new Map<string, Map<number, Map<string, number>>>();
  for (const series of data.result as readonly unknown[]) {
    if (!isRecord(series) || !isRecord(series.metric) || !Array.isArray(series.values)) return undefined;
    const labels = series.metric as Labels;
    const id = name(labels);
    if (id === undefined) continue;
    const process = processOf(labels);
    const scrapes = processes.get(process) ?? new Map<number, Map<string, number>>();
    processes.set(process, scrapes);
    for (const sample of series.values as readonly unknown[]) addSample(scrapes, id, sample);
  }
  return new Map([...processes].map(([process, scrapes]) => [process, inOrder(scrapes)]));
}

function addSample(scrapes: Map<number, Map<string, number>>, id: string, sample: unknown): void {
  if (!Array.isArray(sample)) return;
  const at = Math.round(Number(sample[0]) * 1000);
  const value = countIn(sample[1]);
  if (!Number.isFinite(at)) return;
  const values = scrapes.get(at) ?? new Map<string, number>();
  scrapes.set(at, values);
  values.set(id, (values.get(id) ?? 0) + value);
}

/** Not a number for what is none, negative, or more than can be counted. */
function countIn(text: unknown): number {
  const value = typeof text === 'string' ? Number(text) : Number.NaN;
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}

const inOrder = (scrapes: ReadonlyMap<number, ReadonlyMap<string, number>>): readonly Scrape[] =>
  [...scrapes]
    .filter(([, values]) => ![...values.values()].some(Number.isNaN))
    .map(([at, values]) => ({ at, values }))
    .toSorted((a, b) => a.at - b.at);
