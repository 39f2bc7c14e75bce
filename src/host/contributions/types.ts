/** What package.json says of one command, in one place: its words, its icon, where it is offered and when. */
export interface CommandContribution {
  /** Title Case; the category `Toolwright` is added. */
  readonly title: string;
  /** Name of a codicon. */
  readonly icon?: string;
  /** Whether the palette offers it: always, never, or under a when-clause. */
  readonly palette: boolean | string;
  readonly enablement?: string;
  readonly menus?: Partial<Record<MenuId, MenuPlace | readonly MenuPlace[]>>;
  readonly keybinding?: { readonly key: string; readonly mac: string; readonly when: string };
}

type MenuId =
  | 'view/title'
  | 'view/item/context'
  | 'editor/title'
  | 'editor/context'
  | 'editor/title/context'
  | 'explorer/context';

export interface MenuPlace {
  readonly when: string;
  readonly group: string;
}

/** One setting: what settings.json may hold, and the type that the code reads. */
export interface Setting<T> {
  /** Markdown, for the settings editor. */
  readonly description: string;
  readonly scope: 'window' | 'resource' | 'machine-overridable' | 'machine';
  readonly default: T;
  /** JSON Schema of the value, default and description aside. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Whether a value found in settings.json is one; anything else counts as the default. */
  readonly accepts: (value: unknown) => value is T;
}
