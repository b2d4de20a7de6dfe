import { type ScaleTime, scaleUtc } from 'd3-scale'
import { epochMsOf, type Instant } from '../../domain/index.ts'
import type { ReportContext } from '../document/context.ts'
import { colours, label, line } from './svg.ts'

/** The time axis that all panels of a picture share. */
export interface TimeAxis {
  readonly x: (epochMs: number) => number
  readonly holds: (epochMs: number) => boolean
  readonly left: number
  readonly right: number
  /** Grid lines from top to bottom, and the times under them. */
  readonly grid: (top: number, bottom: number) => string
}

/** Space at both sides of a picture, in pixels. */
const margin = 6

/** @param span milliseconds since the epoch */
export function createTimeAxis([from, to]: readonly [number, number], width: number, left = 44): TimeAxis {
  const right = width - margin
  const scale: ScaleTime<number, number> = scaleUtc([from, to], [left, right])
  const ticks = scale.ticks(Math.max(3, Math.round((right - left) / 110)))
  const format = scale.tickFormat()
  const written = (tick: Date): string => {
    const iso = tick.toISOString()
    const clock = iso.slice(11, 16)
    return clock === '00:00'
      ? iso.slice(0, 10)
      : /^\d\d:\d\d$/.test(format(tick)) || to - from < 48 * 3_600_000
        ? clock
        : iso.slice(5, 16).replace('T', ' ')
  }
  return {
    x: (at) => scale(at),
    holds: (at) => at >= from && at <= to,
    left,
    right,
    grid: (top, bottom) =>
      ticks
        .map((tick) => {
          const x = scale(tick)
          const anchor = x > right - 20 ? 'end' : x < left + 16 ? 'start' : 'middle'
          return (
            line(x, top, x, bottom, { stroke: colours.rule, 'stroke-width': 1 }) +
            label(x, bottom + 16, written(tick), { 'text-anchor': anchor, fill: colours.quiet })
          )
        })
        .join('')
  }
}

/** What a picture of this record spans: its window with some time before and after, or all of `times`. Null without either. */
export function spanOf({ record }: ReportContext, times: readonly number[]): readonly [number, number] | null {
  const inWindow = (instant: Instant | null | undefined): number[] => (instant ? [epochMsOf(instant)] : [])
  const marks = [...inWindow(record.verdict.rootCause?.onset), ...inWindow(record.impact.firstHarm)]
  const ends = record.window ? [epochMsOf(record.window.from), epochMsOf(record.window.to), ...marks] : [...times, ...marks]
  if (ends.length === 0) return null
  const [from, to] = [least(ends), most(ends)]
  if (to <= from) return null
  // More before than after: what was normal is what the rest is seen against.
  return [from - (to - from) * 0.12, to + (to - from) * 0.04]
}

export function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

export function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
}
