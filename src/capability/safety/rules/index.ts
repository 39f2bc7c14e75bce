import type { Rule } from '../rule.ts';
import { entryPoint } from './entryPoint.ts';
import { forbiddenImport } from './forbiddenImport.ts';
import { syntax } from './syntax.ts';

/** Every rule, in the order in which they are checked; `syntax` is first, and the last where it finds something. */
export const safetyRules: readonly Rule[] = [syntax, entryPoint, forbiddenImport];
