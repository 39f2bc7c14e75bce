import * as l10n from '@vscode/l10n';
import type { ImportInsight, ImportWeight } from '#protocol';
import { importLabel } from '../../texts/kinds.ts';
import { code, plain, withoutIcons } from '../../texts/markdown.ts';
import { bytes, files, joined } from '../../texts/quantities.ts';

/** What a hover says of an import, in Markdown with codicons. */
export function hoverText({ specifier, path, kind, dropped, cycleSize, weight, unresolved }: ImportInsight): string {
  const paragraphs = [joined([`$(type-hierarchy) ${withoutIcons(code(path ?? specifier))}`, importLabel(kind)])];
  if (unresolved !== undefined) paragraphs.push(`$(warning) ${l10n.t('It leads nowhere: {0}', plain(unresolved))}`);
  if (dropped)
    paragraphs.push(l10n.t('Its names are used as types only: the compiler drops it, and it loads nothing.'));
  if (weight !== undefined) paragraphs.push(weightText(weight));
  if (cycleSize > 0) {
    paragraphs.push(
      kind === 'type-only'
        ? `$(sync) ${l10n.t('It closes a cycle of {0}, in types only.', files(cycleSize))}`
        : `$(sync) ${l10n.t('It closes a cycle of {0}.', files(cycleSize))}`,
    );
  }
  return paragraphs.join('\n\n');
}

function weightText({ files: all, bytes: size, ownFiles, ownBytes }: ImportWeight): string {
  const loads = l10n.t('Loads **{0}** ({1}) at run time.', files(all), bytes(size));
  const own =
    ownFiles === 0
      ? l10n.t('Other imports of this file load all of them as well.')
      : ownFiles === all
        ? l10n.t('Nothing else in this file loads them: without this import they would all be saved.')
        : l10n.t('Without this import {0} ({1}) would be saved.', files(ownFiles), bytes(ownBytes));
  return `${loads} ${own}`;
}
