import type { Machine } from './benchmark.ts';

/** The part of `node:os` by which machines are told apart. */
interface System {
  platform(): string;
  release(): string;
  arch(): string;
  cpus(): readonly { readonly model: string }[];
}

/** What benchmarks call a machine. @param os `node:os` of that machine */
export function hardwareOf(os: System): Pick<Machine, 'os' | 'cpu' | 'cpus'> {
  const processors = os.cpus();
  return {
    os: `${os.platform()} ${os.release()} ${os.arch()}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cpus: processors.length,
  };
}
