export type { Sandbox, SandboxCall } from './call.ts';
export { availableRunners, openSandbox, type RunnerState, type SandboxOptions } from './open.ts';
export { covers, permittedPath, permittedUrl, plainPath } from './ports/permit.ts';
export type { NetworkPort, NetworkRequest, NetworkResponse, Ports, WorkspacePort } from './ports/ports.ts';
export { type RecordedPorts, type Recording, recordedPorts } from './ports/recorded.ts';
export { type DebugCall, type Debuggee, startDebuggee } from './runtime/debuggee.ts';
export type { InstalledRuntime } from './runtime/installed.ts';
export type { RuntimeOffer } from './runtime/offer.ts';
export { openRuntimes, type Runtimes, type RuntimesOptions } from './runtime/runtimes.ts';
