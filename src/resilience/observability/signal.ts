import type { WorkItem } from '../../domain/index.ts'
import type { Known } from '../known.ts'

/** A signal that an investigation may have missed, and how to collect it. */
export interface Signal {
  readonly signal: string
  readonly title: string
  readonly settles: string
  readonly where: string
  /** Diagnostic tests that cannot tell without it. */
  readonly tests: readonly string[]
  readonly task: (known: Known) => WorkItem
}

/** A task that is the same wherever the signal is missing. */
export const task =
  (who: string, what: string, how: readonly string[], doneWhen: string): Signal['task'] =>
  () => ({
    who,
    what,
    how: [...how],
    doneWhen
  })
