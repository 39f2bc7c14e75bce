import type { Rule } from '../rule.ts';
import { constructorChain } from './constructorChain.ts';
import { dynamicCode } from './dynamicCode.ts';
import { entryPoint } from './entryPoint.ts';
import { forbiddenGlobal } from './forbiddenGlobal.ts';
import { forbiddenImport } from './forbiddenImport.ts';
import { globalObject } from './globalObject.ts';
import { nonDeterminism } from './nonDeterminism.ts';
import { obfuscation } from './obfuscation.ts';
import { prototypeWrite } from './prototypeWrite.ts';
import { syntax } from './syntax.ts';
import { timers } from './timers.ts';

/** Every rule, in the order in which they are checked; `syntax` is first, and the last where it finds something. */
export const safetyRules: readonly Rule[] = [
  syntax,
  entryPoint,
  forbiddenImport,
  forbiddenGlobal,
  globalObject,
  dynamicCode,
  constructorChain,
  prototypeWrite,
  obfuscation,
  timers,
  nonDeterminism,
];
