import { medianOf } from '../statistics/index.ts'

/** One attempt at something. */
export interface Attempt {
  /** Attempts at the same thing by the same asker have the same intent key. */
  readonly intent: string
  readonly operation: string
  /** The service that is asked, where several are told apart. */
  readonly service?: string | null
  readonly at: number
  readonly durationMs: number | null
  readonly failed: boolean
  readonly source: string
  readonly line: number
}

/** Attempts at one thing, one after another: each but the last failed (or was not waited for). */
export type Chain = readonly Attempt[]

/** A person or program that tries again does so within this time, ms. */
const patienceMs = 60_000
/** Somebody who asks for the same thing again while this long a request still runs has stopped waiting for it. */
const leastWaitMs = 2_000
/** Calls that begin sooner after one another are made side by side, and wait for none of each other. */
const sideBySideMs = 250

/** Attempts in order of time → chains: an attempt belongs to the one before it if that failed or still ran. */
export function chainsOf(attempts: readonly Attempt[]): Chain[] {
  const open = new Map<string, Attempt[]>()
  const chains: Attempt[][] = []
  for (const attempt of attempts) {
    const chain = open.get(attempt.intent)
    const last = chain?.at(-1)
    const end = last === undefined ? 0 : last.at + (last.durationMs ?? 0)
    const unanswered =
      last !== undefined && (last.durationMs ?? 0) >= leastWaitMs && attempt.at < end && attempt.at > last.at + sideBySideMs
    if (chain && last && (unanswered || (last.failed && attempt.at - end <= patienceMs))) chain.push(attempt)
    else {
      const fresh = [attempt]
      open.set(attempt.intent, fresh)
      chains.push(fresh)
    }
  }
  return chains
}

export interface Backoff {
  readonly kind: 'immediate' | 'fixed' | 'growing' | 'irregular'
  /** Median pause between an attempt's end and the next, ms. */
  readonly medianGapMs: number
}

const least = 3
/** Shorter than any wait that somebody meant. */
const immediateMs = 150

/**
 * How the pauses between attempts go: none to speak of, of one length, longer each time, or neither. Null for fewer than three.
 *
 * @param resolutionMs the step at which times are written: pauses much shorter are none
 */
export function backoffOf(chains: readonly Chain[], resolutionMs = 1): Backoff | null {
  const gaps = chains.map((chain) =>
    chain.slice(1).map((next, i) => Math.max(0, next.at - (chain[i]?.at ?? 0) - (chain[i]?.durationMs ?? 0)))
  )
  const all = gaps.flat()
  const median = medianOf(all)
  if (all.length < least || median === null) return null
  if (median <= Math.max(immediateMs, 0.6 * resolutionMs)) return { kind: 'immediate', medianGapMs: median }
  const growth = medianOf(gaps.flatMap((own) => own.slice(1).map((gap, i) => gap / Math.max(1, own[i] ?? 1))))
  if (growth !== null && growth >= 1.4) return { kind: 'growing', medianGapMs: median }
  const near = all.filter((gap) => Math.abs(gap - median) <= Math.max(0.15 * median, resolutionMs)).length
  return { kind: near >= 0.7 * all.length ? 'fixed' : 'irregular', medianGapMs: median }
}
