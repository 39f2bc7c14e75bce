import { join } from 'node:path';
import {
  cruise,
  type IConfiguration,
  type ICruiseOptions,
  type ICruiseResult,
  type IViolation,
} from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { violationId } from '../../../../src/graph/rules/evaluate/identity.ts';
import type { RuleViolation } from '../../../../src/graph/rules/evaluate/violation.ts';

/** Options under which dependency-cruiser sees what Toolwright's graph holds. */
export const cruiseOptions = {
  tsPreCompilationDeps: 'specify',
  doNotFollow: { path: 'node_modules' },
  exoticRequireStrings: ['want'],
} satisfies ICruiseOptions;

/** What dependency-cruiser finds in a folder with a tsconfig.json, or in some folders of it. */
export async function cruiseResult(
  root: string,
  { options, ...rules }: IConfiguration,
  folders = ['.'],
): Promise<ICruiseResult> {
  const tsConfig = join(root, 'tsconfig.json');
  const all: ICruiseOptions = { ...cruiseOptions, ...options, baseDir: root, ruleSet: rules, validate: true };
  const result = await cruise(folders, { ...all, tsConfig: { fileName: tsConfig } }, undefined, {
    tsConfig: extractTsConfig(tsConfig),
  });
  return result.output as ICruiseResult;
}

/** What violations have to agree in, sorted. Round a cycle they may begin anywhere. */
export function comparable(violations: readonly (IViolation | RuleViolation)[]): string[] {
  const lines = violations.map((violation) => {
    const { type, rule, from, to, cycle, metrics } = violation;
    const ends = cycle ? '' : ` (${from} → ${to})`;
    const numbers = metrics ? ` ${metrics.from.instability} → ${metrics.to.instability}` : '';
    return `${violationId(violation)} [${type}, ${rule.severity}]${ends}${numbers}`;
  });
  return [...new Set(lines)].sort();
}
