/** What is on the screen; only an example shows something there. */
export interface Screen {
  readonly screen?: { capture(): Promise<{ readonly type: string; readonly base64: string }> };
}
