import { join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import type { Problem } from '#base';
import { templatesFolder } from '#protocol';
import { IgnoreRules, listFiles, modifiedOf, readText, realPath, stampOf, systemReason } from '#workspace';
import { type LibraryTexts, readTemplate } from './readTemplate.ts';
import type { Template, TemplateLibrary } from './template.ts';

declare const TOOLWRIGHT_DIST: string | undefined;

/** Bytes of a file, and files of a library: beyond it nobody wrote a template. */
const largestFile = 1024 * 1024;
const mostFiles = 2000;

/** The templates that come with the product: above `dist/` when built, above `src/` otherwise. */
export function builtInTemplates(): Promise<TemplateLibrary> {
  const path = typeof TOOLWRIGHT_DIST === 'undefined' ? '../../../../templates' : `${TOOLWRIGHT_DIST}../templates`;
  return readLibrary(new URL(path, import.meta.url), 'templates');
}

/**
 * The templates of a workspace, as they are on disk now. Each folder with a template.json is one; folders without hold
 * modules that several use. A template that cannot be used is a problem, and the others are there.
 * @param root the workspace folder, absolute, with `/`
 */
export function workspaceTemplates(root: string): Promise<TemplateLibrary> {
  return readLibrary(join(root, templatesFolder), templatesFolder);
}

/** Both libraries as one: a workspace's template takes the place of the built-in one of the same name. */
export function mergedLibrary(builtIn: TemplateLibrary, own: TemplateLibrary): TemplateLibrary {
  const names = new Set(own.templates.map(({ name }) => name));
  const templates = [...own.templates, ...builtIn.templates.filter(({ name }) => !names.has(name))];
  return { templates: templates.sort(byName), problems: [...own.problems, ...builtIn.problems] };
}

async function readLibrary(folder: string | URL, place: string): Promise<TemplateLibrary> {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder).replaceAll('\\', '/');
  if (modifiedOf(root) === undefined) return { templates: [], problems: [] };
  const { texts, problems } = await textsOf(root, place);
  const templates: Template[] = [];
  const names = [...texts.keys()].flatMap((path) => /^([^/]+)\/template\.json$/.exec(path)?.[1] ?? []);
  for (const name of names.sort()) {
    const template = readTemplate(name, texts, place);
    if ('manifest' in template) templates.push(template);
    else problems.push(...template);
  }
  return { templates, problems };
}

async function textsOf(root: string, place: string): Promise<{ texts: LibraryTexts; problems: Problem[] }> {
  const wanted = (name: string) => name.endsWith('.ts') || name === 'template.json' || name === 'examples.json';
  const { value: paths, problems } = await listFiles(root, new IgnoreRules(root), wanted);
  const texts = new Map<string, string>();
  const found: Problem[] = [...problems];
  const say = (path: string, reason: string) =>
    found.push({
      ...{ code: 'template-file-unreadable', severity: 'error', path: `${place}/${path}` },
      message: `The file of a template could not be read: ${reason}.`,
      hint: 'Templates that need it are not used until it can be.',
    });
  for (const path of paths.sort().slice(0, mostFiles)) {
    const file = join(root, path);
    const size = stampOf(file)?.size ?? 0;
    // A link could bring any file of the machine into a program.
    if (realPath(file) !== join(realPath(root), path)) say(path, 'it is a link to another place');
    else if (size > largestFile) say(path, `it is larger than ${largestFile / 1024 / 1024} MB`);
    else {
      try {
        texts.set(path, readText(file));
      } catch (error) {
        say(path, systemReason(error));
      }
    }
  }
  if (paths.length > mostFiles) say('', `there are more than ${mostFiles} files`);
  return { texts, problems: found };
}

function byName(a: Template, b: Template): number {
  return a.name < b.name ? -1 : 1;
}
