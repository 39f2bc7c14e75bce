import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long a thread was held at most, in milliseconds. */
export interface Held {
  /** The longest turn by the processor time of this thread: what its own work costs, whatever else the machine does. */
  readonly processorMs: number;
  /** The longest delay of a timer, the machine's other work counted. */
  readonly delayMs: number;
}

/** Milliseconds between two looks. */
const interval = 2;

/** Watches this thread until the result is called. */
export function watchThread(): () => Held {
  const delay = monitorEventLoopDelay({ resolution: interval });
  delay.enable();
  let before = processorMs();
  let longest = 0;
  const look = () => {
    const now = processorMs();
    longest = Math.max(longest, now - before);
    before = now;
  };
  const timer = setInterval(look, interval);
  return () => {
    look();
    clearInterval(timer);
    delay.disable();
    return { processorMs: longest, delayMs: delay.max / 1e6 };
  };
}

/** Processor time of this thread so far. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
