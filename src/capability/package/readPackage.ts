import { isRecord, type Problem } from '#base';
import { type CapabilityManifest, type Example, isCapabilityName, type RegistryEntry } from '#protocol';
import { capabilityHash } from './canonical.ts';
import { checkExamples } from './checkExamples.ts';
import { checkManifest } from './checkManifest.ts';
import { type JsonFile, parseJsonFile } from './jsonFile.ts';
import { folderFor, type PackageFile, packageFiles } from './names.ts';
import type { Violation } from './schema/explain.ts';

/** The texts of a package, or why one has none. */
export type PackageTexts = Readonly<Record<PackageFile, string | { readonly missing: string }>>;

const mostProblems = 50;

/**
 * Reads a capability out of the texts of its folder. Whatever is in them, the answer is an entry: a capability that is
 * whole and consistent, or all problems that keep it from being one.
 * @param name of the folder: `iso-dates`, `@team/iso-dates`
 * @param folder relative to the workspace folder; in the one for capabilities by default
 */
export function readPackage(name: string, texts: PackageTexts, folder: string = folderFor(name)): RegistryEntry {
  const problems: Problem[] = [];
  if (!isCapabilityName(name)) problems.push(badFolderName(name, folder));
  for (const file of packageFiles) {
    const text = texts[file];
    if (typeof text !== 'string') problems.push(missingFile(folder, file, text.missing));
  }
  const read = (file: 'package.json' | 'examples.json') => {
    const text = texts[file];
    if (typeof text !== 'string') return undefined;
    const json = parseJsonFile(text);
    if (!('reason' in json)) return json;
    problems.push(notJson(`${folder}/${file}`, json));
    return undefined;
  };
  const add = (file: PackageFile, code: string, json: JsonFile, violations: readonly Violation[]) => {
    for (const { pointer, message } of violations) {
      const hint = hints[code] as string;
      const [path, line] = [`${folder}/${file}`, json.lineOf(pointer)];
      problems.push({ code, severity: 'error', message: `${capitalised(message)}.`, hint, path, line });
    }
  };
  const manifestFile = read('package.json');
  const examplesFile = read('examples.json');
  const content = isRecord(manifestFile?.value) ? manifestFile.value : {};
  const toolwright = isRecord(content.toolwright) ? content.toolwright : {};
  if (manifestFile) add('package.json', 'capability-invalid', manifestFile, checkManifest(manifestFile.value, name));
  if (examplesFile)
    add('examples.json', 'examples-invalid', examplesFile, checkExamples(examplesFile.value, toolwright));
  const source = texts['index.ts'];
  if (typeof source === 'string' && source.trim() === '') problems.push(missingFile(folder, 'index.ts', 'it is empty'));
  if (problems.length > 0) return { state: 'broken', name, folder, problems: problems.slice(0, mostProblems) };

  const manifest = {
    permissions: {},
    provenance: { generator: 'hand' },
    ...toolwright,
  } as unknown as CapabilityManifest;
  const parts = { manifest, source: source as string, examples: examplesFile?.value as readonly Example[] };
  const { version, description } = content as { version: string; description: string };
  const capability = { name, version, folder, description, ...parts, hash: capabilityHash(parts) };
  return { state: 'valid', name, folder, capability };
}

const hints: Readonly<Record<string, string>> = {
  'capability-invalid': 'Correct it; the editor completes and explains the fields of this file.',
  'examples-invalid': 'Correct the example, or the schema in package.json that it should fit.',
};

function badFolderName(name: string, folder: string): Problem {
  return {
    code: 'capability-name-invalid',
    severity: 'error',
    message: `The folder "${name}" cannot hold a capability: its name is not one that npm allows.`,
    hint: 'Rename the folder: small letters, digits and `-`, as `iso-dates`.',
    path: folder,
  };
}

function missingFile(folder: string, file: PackageFile, reason: string): Problem {
  return {
    code: 'capability-file-missing',
    severity: 'error',
    message: `The capability has no usable ${file}: ${reason}.`,
    hint: fileHints[file],
    path: `${folder}/${file}`,
  };
}

const fileHints: Readonly<Record<PackageFile, string>> = {
  'index.ts': 'Add index.ts with `export function run(input, context) { … }`.',
  'examples.json': 'Add examples.json with a list of cases: `[{ "name": …, "input": …, "output": … }]`.',
  'package.json': 'Add package.json with name, version, description and the field `toolwright`.',
};

function notJson(path: string, { reason, line }: { reason: string; line: number }): Problem {
  return {
    code: 'json-invalid',
    severity: 'error',
    message: `The file is not JSON: ${reason}.`,
    hint: 'Correct the text at this line; comments and trailing commas are not allowed.',
    path,
    line,
  };
}

function capitalised(message: string): string {
  return message
    .replace(/^the (?=input|output|schema|intent)/, 'The ')
    .replace(/^(in|two) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}
