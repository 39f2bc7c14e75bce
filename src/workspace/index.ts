export { findFiles } from './findFiles.ts';
export { type ChangedFile, type Commit, type HistoryOptions, readHead, readHistory } from './git.ts';
export { IgnoreRules } from './ignoreRules.ts';
export { InstalledPackages } from './installedPackages.ts';
export { listFiles } from './listFiles.ts';
export { type PackageFolder, type PackageManifest, readPackages } from './manifests.ts';
export { productVersion } from './productVersion.ts';
export {
  contentHash,
  type FileStamp,
  modifiedOf,
  nameOnDisk,
  readStamped,
  readText,
  realPath,
  stampOf,
} from './readFiles.ts';
export { absoluteIn, realPlace } from './realPlace.ts';
export { callRemotely, serveCalls } from './remote.ts';
export { systemReason } from './systemReason.ts';
export { configFor, isExcluded, readTsConfigs, type TsConfig } from './tsconfigs.ts';
export { answerAsHelper, type Helper, startHelper, type WorkerEntry } from './workers.ts';
export { writeAtomically, writeAtomicallyBeside } from './writeFiles.ts';
