/** The phases of an investigation, its journal, its conductor, and the check of what came out. */
import type { LoneContext, LoneOptions } from './lone-context.ts'

export { agentsFor, type AgentsOptions, type ModelOptions } from './agents-for.ts'
export { type ModelUse, modelUseOf } from './model-use.ts'
export { backtestOn, type OtherBacktest, type OtherBacktests, readRecord, tryDetectors } from './backtest-on.ts'
export { beginRun, type BegunRun } from './begin-run.ts'
export { conduct } from './conductor.ts'
export { apply, askerOf, emptyRun, fold, type RunState, type TaskState } from './fold.ts'
export { type FollowedJournal, followJournal } from './follow-journal.ts'
export { type Judgement, judgeRun } from './judgement.ts'
export { readSteering, writeSteering } from './steering.ts'
export { usageOf } from './usage.ts'
export { frameOf, noticesOn, requireReadable } from './intake.ts'
export { type Journal, openJournal, readJournal } from './journal.ts'
export { type StoppedRun, readStoppedRun } from './resume.ts'
export { type Budget, createRun, defaultBudget, type Run } from './run.ts'
export { redactIncident } from './redact-incident.ts'
export { createRunFolder, defaultRunFolder, requireFreeRunFolder, runFiles, writeWhole } from './run-folder.ts'
export { planPath, readPlanFile, writePlanFile } from './plan-file.ts'
export type { Problem } from './verification/problem.ts'
export { type Reopened, type Verification, verifyRun } from './verification/verify-run.ts'

/** What a prompt works with that runs alone; loaded when it is used, since LangChain is heavy. */
export async function loneContext(options: LoneOptions): Promise<LoneContext> {
  const lone = await import('./lone-context.ts')
  return lone.loneContext(options)
}
