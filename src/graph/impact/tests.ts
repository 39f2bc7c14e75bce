import { isNamedAsTest } from '../extract/language.ts';
import type { GraphView } from '../model/view.ts';

/** Whether a file is a test that can be run: by its name, or as a file of a test folder that no other one imports. */
export function isTest(view: GraphView, id: number): boolean {
  const { test, path } = view.file(id);
  return test && (isNamedAsTest(path) || view.reverse[id]?.length === 0);
}
