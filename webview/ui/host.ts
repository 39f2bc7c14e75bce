interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The wire to the extension host, with the panel's own message types. */
export interface HostLink<ToPanel, FromPanel, Saved> {
  post(message: FromPanel): void;
  /** What was saved before the panel was hidden or the window reloaded. */
  load(): Saved | undefined;
  save(state: Saved): void;
  listen(listener: (message: ToPanel) => void): void;
}

/** Connects to the host. VS Code allows this once in the life of a page. */
export function connectHost<ToPanel, FromPanel, Saved>(): HostLink<ToPanel, FromPanel, Saved> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    load: () => api.getState() as Saved | undefined,
    save: (state) => api.setState(state),
    listen(listener) {
      window.addEventListener('message', (event: MessageEvent<ToPanel>) => listener(event.data));
    },
  };
}
