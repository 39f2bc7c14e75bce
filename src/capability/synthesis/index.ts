export { type Question, questionWorthAsking } from './byExample/ambiguity/question.ts';
export { run as runProgram } from './byExample/evaluate/evaluate.ts';
export { type ByExampleCandidate, byExample } from './byExample/generator.ts';
export type { Program, Value } from './byExample/language/expression.ts';
export type {
  Candidate,
  CandidateManifest,
  Counterexample,
  Generator,
  Rejection,
  SynthesisBudget,
  SynthesisExample,
  SynthesisGap,
} from './generator.ts';
export { type LanguageModelOptions, languageModel } from './languageModel/generator.ts';
export type { NearMiss } from './languageModel/shared.ts';
