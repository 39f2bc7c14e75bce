import type { Rule } from '../rule.ts';
import { allocation } from './allocation.ts';
import { catastrophicRegex } from './catastrophicRegex.ts';
import { constructorChain } from './constructorChain.ts';
import { credentials } from './credentials.ts';
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
import { unboundedLoop } from './unboundedLoop.ts';
import { unboundedRecursion } from './unboundedRecursion.ts';
import { uncheckedSink } from './uncheckedSink.ts';
import { undeclaredPermission } from './undeclaredPermission.ts';
import { unusedPermission } from './unusedPermission.ts';

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
  credentials,
  catastrophicRegex,
  unboundedLoop,
  unboundedRecursion,
  allocation,
  undeclaredPermission,
  unusedPermission,
  uncheckedSink,
];
