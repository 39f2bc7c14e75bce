import type { ts } from 'ts-morph';
import type { TextEdit } from '#protocol';

type TypeScript = typeof ts;

/**
 * Puts `type` on an import: on its default name, on the rest (the namespace or the names in braces), or on both.
 * `import type` can't have a default name and more, so such a declaration becomes two.
 *
 * @returns undefined where a comment would be lost
 */
export function splitClause(
  typescript: TypeScript,
  declaration: ts.ImportDeclaration,
  which: { readonly defaultIsType: boolean; readonly restIsType: boolean },
): TextEdit[] | undefined {
  const { name, namedBindings } = declaration.importClause as ts.ImportClause;
  const keyword = declaration.getStart() + 'import'.length;
  const firstIsType = name === undefined ? which.restIsType : which.defaultIsType;
  const edits: TextEdit[] = firstIsType ? [{ start: keyword, end: keyword, text: ' type' }] : [];
  if (name !== undefined && namedBindings !== undefined) {
    const text = declaration.getSourceFile().text;
    const start = name.end;
    const end = namedBindings.getStart();
    if (!/^\s*,\s*$/.test(text.slice(start, end))) return undefined;
    const head = ` from ${declaration.moduleSpecifier.getText()}${text[declaration.end - 1] === ';' ? ';' : ''}`;
    const next = which.restIsType ? 'import type ' : 'import ';
    edits.push({ start, end, text: `${head}${newLine(text)}${indentation(text, declaration.getStart())}${next}` });
  }
  // TypeScript refuses a `type` inside of `import type { … }`.
  if (which.restIsType && namedBindings !== undefined && typescript.isNamedImports(namedBindings)) {
    edits.push(...namedBindings.elements.filter((element) => element.isTypeOnly).map(withoutModifier));
  }
  return edits;
}

/**
 * Makes some names of an import type-only while others stay, in the style of the file: by `type` modifiers inside of
 * the braces, or by an `import type` of their own.
 *
 * @returns undefined where a comment would be lost
 */
export function markNames(
  typescript: TypeScript,
  declaration: ts.ImportDeclaration,
  source: ts.SourceFile,
  names: ReadonlySet<string>,
): TextEdit[] | undefined {
  const { name, namedBindings } = declaration.importClause as ts.ImportClause;
  const defaultIsType = name !== undefined && names.has(name.text);
  if (namedBindings === undefined || !typescript.isNamedImports(namedBindings)) {
    return splitClause(typescript, declaration, { defaultIsType, restIsType: !defaultIsType });
  }
  const chosen = namedBindings.elements.filter((element) => names.has(element.name.text));
  const modifiers = chosen.map((element) => ({ start: element.getStart(), end: element.getStart(), text: 'type ' }));
  if (defaultIsType) {
    const split = splitClause(typescript, declaration, { defaultIsType, restIsType: false });
    return split && [...split, ...modifiers];
  }
  if (separatesTypes(typescript, source)) {
    const isType = (element: ts.ImportSpecifier) => element.isTypeOnly || names.has(element.name.text);
    if (name !== undefined && namedBindings.elements.every(isType)) {
      return splitClause(typescript, declaration, { defaultIsType, restIsType: true }) ?? modifiers;
    }
    return moveToImportType(declaration, namedBindings, chosen) ?? modifiers;
  }
  return modifiers;
}

/** Whether the file imports types from a module in one declaration and values from the same one in another. */
function separatesTypes(typescript: TypeScript, source: ts.SourceFile): boolean {
  const imports = source.statements.filter(typescript.isImportDeclaration);
  const of = (type: boolean) =>
    imports.filter(({ importClause: clause }) => clause && (clause.phaseModifier !== undefined) === type);
  const modules = new Set(of(true).map((node) => node.moduleSpecifier.getText()));
  return of(false).some((node) => modules.has(node.moduleSpecifier.getText()));
}

function moveToImportType(
  declaration: ts.ImportDeclaration,
  { elements }: ts.NamedImports,
  chosen: readonly ts.ImportSpecifier[],
): TextEdit[] | undefined {
  const text = declaration.getSourceFile().text;
  const start = declaration.getStart();
  const end = text[declaration.end - 1] === ';' ? ';' : '';
  const names = chosen.map((element) => element.getText()).join(', ');
  const first = `import type { ${names} } from ${declaration.moduleSpecifier.getText()}${end}`;
  const edits: TextEdit[] = [{ start, end: start, text: `${first}${newLine(text)}${indentation(text, start)}` }];
  const lastKept = elements.findLastIndex((element) => !chosen.includes(element));
  for (const [index, element] of elements.entries()) {
    if (!chosen.includes(element)) continue;
    // From one name to the next; the names behind the last that stays go with the comma before them.
    const before = elements[index - 1];
    const after = elements[index + 1];
    const edit =
      index < lastKept && after !== undefined
        ? { start: element.getStart(), end: after.getStart(), text: '' }
        : { start: before?.end ?? element.getStart(), end: element.end, text: '' };
    if (text.slice(edit.start, edit.end).includes('/')) return undefined;
    edits.push(edit);
  }
  return edits;
}

function withoutModifier(element: ts.ImportSpecifier): TextEdit {
  const start = element.getStart();
  const length = /^type\s*/.exec(element.getText())?.[0].length ?? 0;
  return { start, end: start + length, text: '' };
}

function newLine(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function indentation(text: string, at: number): string {
  return /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}
