/**
 * Lets this thread print to standard error alone: standard output belongs to the answer, and a rules file, or what it
 * loads, may print what it likes.
 */
export function printToStandardError(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr);
}
