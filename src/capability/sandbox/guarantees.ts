import type { RunnerGuarantees, RunnerName } from '#protocol';

const everywhere = [
  'Killed from outside at its deadline, whatever it does',
  'No module, file, process, network or environment: what is granted is asked for and checked on every call',
  'Plain data crosses, as text: nothing in an answer runs outside of the engine',
  'Time, time zone, language and chance are the same in every run',
];

const measured = 'The process is killed when it holds more memory or takes more processor time than allowed';

const walls: Readonly<Record<RunnerName, Pick<RunnerGuarantees, 'holds' | 'gaps'>>> = {
  isolate: {
    holds: [
      'A process of its own with an empty environment; in it one V8 isolate for each run',
      'Node’s permission model: it reads its own code alone, writes nothing, starts no process and no thread',
      measured,
    ],
    gaps: [
      'A flaw in V8 would reach a process of the same user, behind Node’s permission model alone, which does not cover the network before Node 25',
      'Memory is looked at every 10 ms: for so long a run can go beyond its limit',
    ],
  },
  wasm: {
    holds: [
      'QuickJS inside of WebAssembly: a flaw in QuickJS reaches its linear memory only',
      'A thread of its own, one QuickJS runtime for each run, memory limited by QuickJS',
    ],
    gaps: [
      'The thread shares the process with its caller: a flaw in V8’s WebAssembly would reach it',
      'Processor time is measured as the time in which the thread is at work',
      'Code runs some 10 times slower than in V8',
    ],
  },
  bubblewrap: {
    holds: [
      'The kernel’s namespaces: no network, no other process, no file but Node and the worker’s own code, all read-only, and an empty /tmp',
      'None of the privileges that Linux calls capabilities; limits of the kernel for memory, processor time and files',
      'It ends with its parent',
      'In it a process with one V8 isolate for each run, behind Node’s permission model',
      measured,
    ],
    gaps: [
      'The kernel is shared, and its system calls are not filtered',
      'Memory is looked at every 10 ms: for so long a run can go beyond its limit',
    ],
  },
  container: {
    holds: [
      'A container of an empty image: no network, no file but Node and the worker’s own code, all read-only, and an empty /tmp',
      'None of the privileges that Linux calls capabilities and no way to new ones, another user, and the engine’s filter of system calls',
      'Limits of the kernel’s control groups for memory, processors and processes, read back before the first run',
      'It ends with its parent',
      'In it a process with one V8 isolate for each run, behind Node’s permission model',
      measured,
    ],
    gaps: [
      'The kernel is shared',
      'Memory is looked at every 10 ms: for so long a run can go beyond its limit, up to that of the container',
      'Where the engine runs in a virtual machine, what a run uses is told by the worker itself',
    ],
  },
};

/** What a runner stands for. @param engine what the worker says of itself, and the wall around it */
export function guaranteesOf(runner: RunnerName, engine: string): RunnerGuarantees {
  const { holds, gaps } = walls[runner];
  return { runner, engine, holds: [...holds, ...everywhere], gaps };
}
