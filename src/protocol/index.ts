export type * from './answers.ts';
export * from './graph.ts';
export * from './graphPanel.ts';
export * from './packages.ts';
export * from './session.ts';
