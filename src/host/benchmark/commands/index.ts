import type { CommandHandler } from '../../commands.ts';
import type { CommandId } from '../../contributions/index.ts';
import type { BenchmarkUi } from '../ports.ts';
import { benchmarkCapability } from './benchmark.ts';
import { compareCapabilities } from './compare.ts';
import { showBenchmark } from './show.ts';

export type BenchmarkCommandId = Extract<CommandId, `toolwright.benchmarks.${string}`>;

/** The commands of benchmarks. Each takes a row of the tree of capabilities, or `{ name }` and the folder as text. */
export function benchmarkCommands(ui: BenchmarkUi): { readonly [K in BenchmarkCommandId]: CommandHandler } {
  return {
    'toolwright.benchmarks.run': (argument, folder) => benchmarkCapability(ui, argument, folder),
    'toolwright.benchmarks.compare': (argument, folder) => compareCapabilities(ui, argument, folder),
    'toolwright.benchmarks.show': (argument, folder) => showBenchmark(ui, argument, folder),
  };
}
