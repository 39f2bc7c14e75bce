import type { Options, Params, SingleBar } from 'cli-progress';
import type { Progress, ReportProgress } from '#base';
import { terminal } from './terminal.ts';

/** Work that is over sooner than this (milliseconds) shows nothing: a bar that only flashes up disturbs. */
const patience = 300;

/**
 * Shows how far the work is, on standard error, where a person looks on; elsewhere it gives no reporter.
 * The bar goes when anything else is written, and comes back with later reports.
 */
export function progressReporter(wanted: boolean): ReportProgress | undefined {
  if (!wanted || !process.stderr.isTTY || process.env.CI) return undefined;
  let latest: Progress = { step: '', done: 0 };
  let bar: SingleBar | undefined;
  let waiting: NodeJS.Timeout | undefined;

  const draw = () => {
    const { step, done, total = 0 } = latest;
    bar?.setTotal(total);
    bar?.update(done, { step });
  };
  const show = async () => {
    const { default: progress } = await import('cli-progress');
    if (waiting === undefined) return;
    bar = new progress.SingleBar({ format, hideCursor: true, clearOnComplete: true, stream: process.stderr });
    bar.start(latest.total ?? 0, latest.done, { step: latest.step });
  };
  terminal.beforeWriting(() => {
    clearTimeout(waiting);
    waiting = undefined;
    bar?.stop();
    bar = undefined;
  });
  return (progress) => {
    latest = progress;
    if (bar !== undefined) draw();
    else waiting ??= setTimeout(() => void show(), patience).unref();
  };
}

const width = 24;

/** A bar where it is known how much there is to do, else what was done so far. */
function format(_options: Options, { value, total, progress }: Params, { step }: { step: string }): string {
  if (total === 0) return value === 0 ? `${step} …` : `${step} … ${value}`;
  const full = Math.round(width * Math.min(progress, 1));
  return `${step} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${value}/${total}`;
}
