import { basename, join } from 'node:path/posix';
import { isRecord } from '#base';
import type { RegistryEntry } from '#protocol';
import { modifiedOf } from '#workspace';
import { parseJsonFile } from './jsonFile.ts';
import { textsOf } from './packageTexts.ts';
import { readPackage } from './readPackage.ts';

/**
 * Reads a capability out of any folder; it is called as its package.json says. Undefined where there is no package.json.
 * @param folder absolute
 * @param shown how its place is told, relative to the workspace folder
 */
export function readFolder(folder: string, shown: string): RegistryEntry | undefined {
  if (modifiedOf(join(folder, 'package.json')) === undefined) return undefined;
  const texts = textsOf(folder);
  return readPackage(nameIn(texts['package.json']) ?? basename(folder), texts, shown);
}

function nameIn(text: string | object): string | undefined {
  if (typeof text !== 'string') return undefined;
  const json = parseJsonFile(text);
  const { name } = 'value' in json && isRecord(json.value) ? json.value : {};
  return typeof name === 'string' ? name : undefined;
}
