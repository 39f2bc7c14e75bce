import type { Progress, ReportProgress } from '#base';

/** Shows how far the work is. */
export interface ProgressDisplay {
  readonly report: ReportProgress | undefined;
  /** Clears the line; to be called before anything else is written. */
  stop(): void;
}

/** Work that is over sooner than this shows nothing: a bar that only flashes up disturbs. */
const patienceMs = 300;

/** A bar on standard error, where a person looks on. */
export function progressDisplay(wanted: boolean): ProgressDisplay {
  if (!wanted || !process.stderr.isTTY || process.env.CI) return { report: undefined, stop() {} };
  const begin = performance.now();
  let latest: Progress = { step: '', done: 0 };
  let draw: ((progress: Progress) => void) | undefined;
  let clear = () => {};
  let loading = false;
  let stopped = false;
  const load = async () => {
    const { SingleBar } = await import('cli-progress');
    if (stopped) return;
    const bar = new SingleBar({
      format: '{step} {bar} {value}/{total}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    });
    bar.start(latest.total ?? 0, latest.done, { step: latest.step });
    draw = ({ step, done, total }) => {
      if (total !== undefined) bar.setTotal(total);
      bar.update(done, { step });
    };
    clear = () => bar.stop();
  };
  return {
    report(progress) {
      latest = progress;
      draw?.(progress);
      if (loading || performance.now() - begin < patienceMs) return;
      loading = true;
      void load();
    },
    stop() {
      stopped = true;
      clear();
    },
  };
}
