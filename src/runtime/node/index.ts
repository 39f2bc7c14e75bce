/** `toolwright/runtime/node`: all of `toolwright/runtime`, with flags from a file and reports to a file. */
export * from '../index.ts';
export { type FileOptions, flagsFromFile } from './flagFile.ts';
export { type JsonLinesOptions, jsonLines, type OutcomeLine } from './jsonLines.ts';
