export { likelyAmong, type Question, questionWorthAsking } from './byExample/ambiguity/question.ts';
export { failureOf, run as runProgram } from './byExample/evaluate/evaluate.ts';
export { type ByExampleCandidate, byExample } from './byExample/generator.ts';
export type { Program, Value } from './byExample/language/expression.ts';
export { type CombinationOptions, combination } from './combination/generator.ts';
export { candidateDraft } from './draft/candidateDraft.ts';
export { type Taught, taughtDraft } from './draft/taught.ts';
export { forFunctions } from './function/candidates.ts';
export { constantParts } from './function/constant.ts';
export { type FilledFunction, type FunctionParts, functionParts, runParts } from './function/parts.ts';
export { untyped } from './function/untyped.ts';
export type {
  Candidate,
  CandidateManifest,
  Counterexample,
  DeclaredFunction,
  ExpectedFailure,
  Generator,
  Rejection,
  SynthesisBudget,
  SynthesisExample,
  SynthesisGap,
} from './generator.ts';
export { type LanguageModelOptions, languageModel } from './languageModel/generator.ts';
export type { NearMiss } from './languageModel/shared.ts';
export { bounded, interleaved, type OnFailure, oneAfterAnother } from './loop/compose.ts';
export { doubtIn, questionAmong, unanswered } from './loop/doubt.ts';
export { declaredAs, failuresOf, synthesisGapOf } from './loop/gap.ts';
export { generateCapability, type MadeCapability, type Workshop } from './loop/generate.ts';
export { type Gates, judge } from './loop/judge.ts';
export { learnedPrograms } from './loop/learned.ts';
export type { LoopResult } from './loop/loop.ts';
export { repeatersLast, repeatsExamples } from './loop/repeats.ts';
export { saidInWords } from './loop/said.ts';
export { parametersOf as namesOfInputs } from './parameters.ts';
export { templates } from './templates/generator.ts';
export { builtInTemplates, mergedLibrary, workspaceTemplates } from './templates/library.ts';
export type { TemplateLibrary } from './templates/template.ts';
