import type { RunView } from '../../workspace/index.ts'
import type { OpenRun } from '../../workspace/index.ts'

export type RunStatus = 'reading' | 'running' | 'finished' | 'stopped' | 'planned' | 'failed' | 'elsewhere'

/** How a run stands. A run that nobody here conducts may be under way in a terminal, or its process was killed. */
export function statusOf({ watch, process, plan }: OpenRun): RunStatus {
  const { view } = watch
  if (view.state.phase.at === 'finished') return 'finished'
  if (process?.alive) return view.events === 0 ? 'reading' : 'running'
  if (view.events === 0) return 'failed'
  if (plan) return 'planned'
  return view.failure || process ? 'stopped' : 'elsewhere'
}

export const statusWords: Record<RunStatus, readonly [string, string]> = {
  reading: ['Reading the materials', 'blue'],
  running: ['Running', 'blue'],
  finished: ['Finished', 'green'],
  stopped: ['Stopped', 'orange'],
  planned: ['Its plan waits for you', 'yellow'],
  failed: ['Not begun', 'red'],
  elsewhere: ['Not running here', 'grey']
}

/** Milliseconds between the run's first event and its last, without those in which nobody conducted it. */
export function elapsedMs({ startedAt, lastAt, idleMs }: RunView): number {
  return startedAt === '' ? 0 : Date.parse(lastAt) - Date.parse(startedAt) - idleMs
}
