import { describe } from 'vitest';
import { useEditor } from './editor.ts';
import { commandTests } from './graph/commands.ts';
import { editorTests } from './graph/editor.ts';
import { panelTests } from './graph/panel.ts';
import { viewTests } from './graph/view.ts';

// One window for all of them: each that is started takes as long as many tests.
const editor = useEditor();

describe('the panel', () => panelTests(editor));
describe('the view', () => viewTests(editor));
describe('the editor', () => editorTests(editor));
describe('the commands', () => commandTests(editor));
