/** What is granted: files are read, written and moved through it alone. */
export interface Context {
  readonly workspace: {
    list(glob: string): Promise<string[]>;
    read(path: string): Promise<string>;
    write(path: string, text: string): Promise<void>;
    move(from: string, to: string): Promise<void>;
  };
}
