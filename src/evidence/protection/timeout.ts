import { instantOf, type Scalar } from '../../domain/index.ts'
import { readTimedRuns, type TimedRun, servedRuns, slowThreshold } from '../runs.ts'
import { quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { roundUp } from './round-up.ts'

/** A time-out lies so far above the usual 99th percentile that no healthy run meets it. */
const margin = 3
/** Runs of the usual mode that are needed to speak of their tail. */
const leastRuns = 10

export interface TimeoutFacts {
  readonly facts: Readonly<Record<string, Scalar>>
  readonly usualMeanMs: number | null
  readonly sources: readonly string[]
}

const unknown = (why: string): TimeoutFacts => ({
  facts: {
    usual_runs: 0,
    usual_p99_ms: null,
    slow_runs: null,
    slow_min_ms: null,
    timeout_ms: null,
    timeout_ends_usual_share: null,
    timeout_ends_slow_share: null,
    timeout_why_not: why
  },
  usualMeanMs: null,
  sources: []
})

/** The time-out that the usual mode of an operation bears, and whom it would end. */
export async function timeoutOf(
  context: ToolContext,
  population: string | null,
  operation: string | null
): Promise<TimeoutFacts> {
  if (population === null || operation === null) return unknown('no operation is suspected')
  const { runs } = await readTimedRuns(context, { population, operation })
  const threshold = slowThreshold(runs)
  if (!threshold) return unknown('no run of the operation is timed')
  const served = servedRuns(runs, threshold.thresholdMs)
  const isSlow = ({ durationMs }: TimedRun): boolean => durationMs > threshold.thresholdMs
  const usual = served.filter((run) => !isSlow(run)).map(({ durationMs }) => durationMs)
  const slow = served.filter(isSlow).map(({ durationMs }) => durationMs)
  const p99 = quantileOf(usual, 0.99)
  if (p99 === null || usual.length < leastRuns) {
    return unknown(`only ${usual.length} runs of the operation took what is usual; ${leastRuns} are needed`)
  }
  const timeoutMs = roundUp(Math.max(100, margin * p99))
  const ended = (durations: readonly number[]): number | null =>
    durations.length === 0 ? null : durations.filter((ms) => ms > timeoutMs).length / durations.length
  return {
    facts: {
      usual_runs: usual.length,
      usual_p99_ms: p99,
      slow_runs: slow.length,
      slow_min_ms: slow.length === 0 ? null : Math.min(...slow),
      timeout_ms: timeoutMs,
      timeout_ends_usual_share: ended(usual),
      timeout_ends_slow_share: ended(slow),
      timeout_why_not: null
    },
    usualMeanMs: usual.reduce((sum, ms) => sum + ms, 0) / usual.length,
    sources: runs.map(({ source }) => source)
  }
}

/** The time of the day at which an instant lies, `HH:MM` UTC. */
export const clockOf = (ms: number): string => instantOf(ms).slice(11, 16)
