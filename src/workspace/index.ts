/** A folder with incidents and runs: list them, start, watch, steer, stop, resume and read runs. Knows nothing of HTTP. */
export type { Candidate } from './materials.ts'
export { titleOf } from './materials.ts'
export type { RunSummary } from './run-list.ts'
export type { RunOptions } from './run-process.ts'
export type { CallSeen, DeskView, PhaseSpan, RunView } from './run-view.ts'
export { type UploadedFile, uploadLimits } from './uploads.ts'
export { type Materials, openWorkspace, type OpenRun, runsAtATime, type Workspace } from './workspace.ts'
export { askerOf, usageOf as usage } from '../investigation/index.ts'
