/** The text of a worker, put in by the build. */
declare module '*.worker.ts?source' {
  const source: string;
  export default source;
}
