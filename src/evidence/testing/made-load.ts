import type { Gauge } from '../gauges.ts'

const minute = 60_000

/** Points a minute apart from 0, each a function of the minute since then. */
export const minutely = (value: (minute: number) => number, minutes: number): { at: number; value: number; line: number }[] =>
  Array.from({ length: minutes }, (_, i) => ({ at: i * minute, value: value(i), line: i }))

/** Requests a minute, as the gauge that load is read from. */
export const madeLoad = (value: (minute: number) => number, minutes: number): Gauge => ({
  series: 'requests_per_min',
  role: 'load',
  unit: 'per-minute',
  stepMs: minute,
  sources: [],
  entities: 1,
  points: minutely(value, minutes)
})
