import { z } from 'zod'

/** An instant in UTC, ISO 8601 with milliseconds: `2031-04-07T09:00:45.267Z`. Strings of this form sort by time. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

/** A half-open span of time, `from` inclusive, `to` exclusive. */
export const TimeWindow = z.strictObject({ from: Instant, to: Instant })
export type TimeWindow = z.infer<typeof TimeWindow>

/** Milliseconds since the epoch → Instant. Throws RangeError when it is not a time. */
export function instantOf(epochMs: number): Instant {
  if (epochMs !== lastOf.epochMs) lastOf = { epochMs, instant: new Date(Math.round(epochMs)).toISOString() }
  return lastOf.instant
}

/** Records beside each other often share their time. */
let lastOf = { epochMs: 0, instant: '1970-01-01T00:00:00.000Z' }
let lastFrom = { ...lastOf }

/** Instant → milliseconds since the epoch. */
export function epochMsOf(instant: Instant): number {
  if (instant !== lastFrom.instant) lastFrom = { epochMs: Date.parse(instant), instant }
  return lastFrom.epochMs
}

/** Whole window in minutes (may be fractional). */
export function minutesBetween(from: Instant, to: Instant): number {
  return (epochMsOf(to) - epochMsOf(from)) / 60_000
}
