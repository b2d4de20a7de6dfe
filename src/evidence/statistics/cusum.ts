import type { Baseline } from './baseline.ts'

export interface CusumAlarm {
  /** Index at which the departure is certain. */
  readonly alarm: number
  /** Index at which it began: the point after the sum last stood at zero. */
  readonly onset: number
  readonly direction: 'up' | 'down'
}

export interface CusumOptions {
  /** Slack in scales: smaller drifts are ignored. @default 0.75 */
  readonly slack?: number
  /** Alarm level in scales. @default 5 */
  readonly level?: number
}

/**
 * First lasting departure of a series from its baseline, by Page's two-sided cumulative sum (Page, Biometrika 1954; the
 * estimate of the onset is Hawkins & Olwell 1998, ch. 1.9). A slow ramp is found as well as a step. Each point counts
 * with at most `level` × 0.7 scales, so that one outlier alone never raises the alarm. Null when nothing departs.
 */
export function cusumDeparture(
  values: readonly number[],
  { median, scale }: Baseline,
  { slack = 0.75, level = 5 }: CusumOptions = {}
): CusumAlarm | null {
  const cap = level * 0.7
  const sums = { up: 0, down: 0 }
  const starts = { up: 0, down: 0 }
  for (const [i, value] of values.entries()) {
    const z = (value - median) / scale
    for (const direction of ['up', 'down'] as const) {
      const step = Math.min((direction === 'up' ? z : -z) - slack, cap)
      if (sums[direction] === 0) starts[direction] = i
      sums[direction] = Math.max(0, sums[direction] + step)
      if (sums[direction] > level) return { alarm: i, onset: starts[direction], direction }
    }
  }
  return null
}

/**
 * Index of the first of `run` consecutive true values at or after `from`; −1 when there is none. With fewer than `run`
 * values left, all of the rest being true is not enough.
 */
export function firstRun(flags: readonly boolean[], run: number, from = 0): number {
  let length = 0
  for (let i = from; i < flags.length; i++) {
    length = flags[i] ? length + 1 : 0
    if (length === run) return i - run + 1
  }
  return -1
}

/**
 * Where the movement that leads to `peak` began: the point after the bounded one-sided sum last stood at zero before it.
 * Bounding the sum at twice the alarm level (Lucas & Crosier 1982 do so for a head start) lets it forget an earlier blip.
 */
export function onsetBefore(
  values: readonly number[],
  { median, scale }: Baseline,
  peak: number,
  direction: 'up' | 'down'
): number {
  const [slack, level] = [0.75, 5]
  let sum = 0
  let onset = 0
  for (let i = 0; i <= peak; i++) {
    const z = ((values[i] ?? median) - median) / scale
    if (sum === 0) onset = i
    sum = Math.min(2 * level, Math.max(0, sum + Math.min((direction === 'up' ? z : -z) - slack, level)))
  }
  const departs = (i: number): boolean => {
    const z = ((values[i] ?? median) - median) / scale
    return (direction === 'up' ? z : -z) >= 1.5
  }
  // Noise just before may have kept the sum above zero: the movement begins with two points that stand out.
  for (let i = onset; i < peak; i++) if (departs(i) && departs(i + 1)) return i
  return Math.min(onset, peak)
}
