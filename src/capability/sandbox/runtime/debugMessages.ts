import type { Answer, Grants, InnerLimits } from '../messages.ts';

/** The stream, by its number, on which the process tells what comes of it; orders and answers come on its standard input. */
export const answersTo = 3;

/** What is debugged, as the process gets it. */
export interface DebugOrder {
  readonly file: string;
  readonly source: string;
  readonly input: string;
  readonly grants: Grants;
  readonly limits: InnerLimits;
}

export type ToDebuggee =
  | readonly ['run', DebugOrder]
  | readonly ['reply', id: number, status: 'ok' | 'refused' | 'failed', text: string];

export type FromDebuggee =
  | readonly ['call', id: number, name: string, args: string]
  | readonly ['log', line: string]
  | readonly ['answer', Answer];
