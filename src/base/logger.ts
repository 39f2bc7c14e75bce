/** Where a feature writes what a maintainer may need to know. Never secrets, never source text. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** For callers who want no log. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
