import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { readSeries, type Series } from '../read-series.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

/** A series that counts who stands before locks at a moment, over a time. */
export interface MeasuredWaiters {
  readonly series: string
  /** Where it was measured: a database, a host; null where nobody says. */
  readonly entity: string | null
  readonly peak: number
  /** How long all of them stood together, ms: their number times the step. */
  readonly stoodMs: number
  readonly beganAt: number | null
  readonly source: string
  readonly line: number | null
}

const beforeLocks =
  /(?:row_?|table_?|metadata_?)?locks?[ ._-]?(?:current[ ._-]?)?wait(?:s|ing|ers?)?\b|wait\w*[ ._-](?:on|for)[ ._-](?:\w+[ ._-])?locks?|blocked[ ._-](?:sessions?|threads?|processes|queries|transactions?|backends?)|(?:threads?|sessions?|backends?|processes)[ ._-](?:states?[ ._-])?blocked|lock[ ._-]?queue|wait_?event.*lock|\bLock:\w|wait\/lock\/|\bLCK_M|\benq: ?T[XM]|row lock contention/i
/** What only adds up, and what counts per time, is no number of those who stand. */
const counted = /total|_count\b|per[ _]?s|rate|_time|_ms\b|seconds|avg|ratio|deadlock/i
const fewest = 3

/**
 * The series of those who stand before locks that reached most in the window, where it was lower before it; null where none
 * counts them or nobody stood. Its number times its step is the time that they stood (Little 1961).
 */
export async function measuredWaiters(context: ToolContext, window: TimeWindow): Promise<MeasuredWaiters | null> {
  const [from, to] = [epochMsOf(window.from), epochMsOf(window.to)]
  const all = (await readSeries(context)).filter(
    ({ series, role }) => beforeLocks.test(series) && !counted.test(series) && role !== 'limit'
  )
  const found = all.flatMap((one): MeasuredWaiters[] => {
    const inside = one.points.filter(({ at }) => at >= from && at < to)
    const usual = medianOf(one.points.filter(({ at }) => at < from).map(({ value }) => value)) ?? 0
    const beyond = inside.filter(({ value }) => value > usual)
    const peak = Math.max(0, ...inside.map(({ value }) => value))
    if (!isLevel(one) || beyond.length < fewest || peak < Math.max(fewest, 3 * usual)) return []
    return [
      {
        series: one.series,
        entity: one.entity,
        peak,
        stoodMs: beyond.reduce((sum, { value }) => sum + (value - usual), 0) * one.stepMs,
        beganAt: beyond[0]?.at ?? null,
        source: one.source,
        line: beyond[0]?.line ?? null
      }
    ]
  })
  return found.sort((a, b) => b.stoodMs - a.stoodMs)[0] ?? null
}

/** A level goes up and down; what only rises is a counter. */
const isLevel = ({ points }: Series): boolean => points.some(({ value }, i) => i > 0 && value < (points[i - 1]?.value ?? value))
