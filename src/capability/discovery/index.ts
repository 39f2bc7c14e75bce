export { type Evidence, gatherGaps } from './gaps/gather.ts';
export type { DatedFailure } from './missing/calledFunctions.ts';
export { newStub } from './missing/newStub.ts';
export { readOutcomes } from './outcomes/readOutcomes.ts';
export { signatureOf } from './requests/structure.ts';
export { readResults } from './results/readResults.ts';
export { StubScan } from './stubScan.ts';
export { findFunctions, findStubs } from './stubs/findStubs.ts';
export { unlessTooDeep } from './syntax/unlessTooDeep.ts';
