import { program, staticAnalysis, types } from './basic.ts';
import { determinism, output, sideEffects } from './behaviour.ts';
import { coverage } from './coverage.ts';
import type { CheckDefinition } from './examination.ts';
import { examples } from './examples.ts';
import { resourceTrend } from './growth.ts';
import { isolation } from './isolation.ts';
import { leaks } from './leaks.ts';
import { mutation } from './mutation.ts';
import { comparison, latency } from './performance.ts';
import { properties } from './properties.ts';
import { standardCases } from './standardCases.ts';

/** All checks, in the order in which they are made: cheap ones first, those that use what others recorded after them. */
export const checks: readonly CheckDefinition[] = [
  types,
  staticAnalysis,
  program,
  examples,
  coverage,
  standardCases,
  isolation,
  determinism,
  properties,
  sideEffects,
  output,
  mutation,
  resourceTrend,
  latency,
  comparison,
  leaks,
];
