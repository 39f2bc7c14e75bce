export { type ChangedFile, type Commit, type HistoryOptions, readHistory } from './git.ts';
export { IgnoreRules } from './ignoreRules.ts';
export { listFiles } from './listFiles.ts';
export { type PackageFolder, type PackageManifest, readPackages } from './manifests.ts';
export { contentHash, type FileStamp, modifiedOf, readStamped, readText, stampOf } from './readFiles.ts';
export { systemReason } from './systemReason.ts';
export { configFor, readTsConfigs, type TsConfig } from './tsconfigs.ts';
export { answerAsWorker, runInWorker, startWorker } from './workers.ts';
export { writeAtomically } from './writeFiles.ts';
