import * as l10n from '@vscode/l10n';
import { speak } from './words.ts';

// The host puts the user's words and language into the page. Imported before all else that has texts.
l10n.config({ contents: document.querySelector('#words')?.textContent ?? '{}' });
speak(document.documentElement.lang);
