import { z } from 'zod'

/** A time of the incident's day in the service's zone: `09:05` or `09:05:30`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'a time of day as HH:MM or HH:MM:SS')
export type TimeOfDay = z.infer<typeof TimeOfDay>

/** Milliseconds since midnight. */
export function msOfDay(time: TimeOfDay): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}

/** Milliseconds since midnight → `HH:MM` or, when asked, `HH:MM:SS`. */
export function timeOfDay(ms: number, seconds = false): TimeOfDay {
  const text = new Date(ms).toISOString()
  return text.slice(11, seconds ? 19 : 16)
}
