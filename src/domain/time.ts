import { z } from 'zod'

/** An instant in UTC, ISO 8601 with milliseconds: `2031-04-07T09:00:45.267Z`. Strings of this form sort by time. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

/** A half-open span of time, `from` inclusive, `to` exclusive. */
export const TimeWindow = z.strictObject({ from: Instant, to: Instant })
export type TimeWindow = z.infer<typeof TimeWindow>

/** Milliseconds since the epoch → Instant. Throws RangeError when it is not a time. */
export function instantOf(epochMs: number): Instant {
  return new Date(Math.round(epochMs)).toISOString()
}

/** Instant → milliseconds since the epoch. */
export function epochMsOf(instant: Instant): number {
  return Date.parse(instant)
}

/** Whole window in minutes (may be fractional). */
export function minutesBetween(from: Instant, to: Instant): number {
  return (epochMsOf(to) - epochMsOf(from)) / 60_000
}
