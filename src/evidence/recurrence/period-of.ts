import { medianOf } from '../statistics/index.ts'

/** A period found in times or in a series. */
export interface Period {
  readonly periodMs: number
  /** 0–1: how closely times keep to one phase (length of the mean vector), or the share of variance that phase explains. */
  readonly strength: number
  readonly basis: 'occurrences' | 'two occurrences' | 'fold'
}

const minute = 60_000
const hour = 60 * minute
/** What people and schedulers choose. */
export const usualPeriods = [1, 2, 5, 10, 15, 20, 30]
  .map((n) => n * minute)
  .concat([1, 2, 3, 4, 6, 8, 12, 24, 168].map((n) => n * hour))

/**
 * The period of occurrences (ms, in order): the longest usual period, or the median interval, at whose phase they all fall, with an
 * occurrence in at least half of the periods. Rayleigh's test of the phases (Mardia & Jupp 2000, ch. 6.3) must give p < 0.05,
 * adjusted for the periods tried from five occurrences on; three or four must keep to it within a fiftieth. Of two, only whole hours and days
 * apart within a minute are told. Null when there is none.
 */
export function periodOfTimes(times: readonly number[]): Period | null {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined || times.length < 2) return null
  if (times.length === 2) {
    const gap = last - first
    const fits = usualPeriods.findLast((period) => period >= hour && Math.abs(gap - period) <= minute)
    return fits === undefined ? null : { periodMs: fits, strength: 1 - Math.abs(gap - fits) / fits, basis: 'two occurrences' }
  }
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at))
  const middle = medianOf(gaps) ?? 0
  const candidates = [...usualPeriods, ...(middle >= 10_000 ? [Math.round(middle / 1000) * 1000] : [])]
  const found = candidates.flatMap((periodMs): Period[] => {
    const cycles = (last - first) / periodMs + 1
    if (cycles < 2.5 || times.length < 0.5 * cycles || middle < 0.6 * periodMs) return []
    const strength = concentration(times, periodMs)
    const pValue = Math.exp(-times.length * strength ** 2) * (times.length < 5 ? 1 : candidates.length)
    const close = times.length < 5 ? strength > 0.99 : strength > 0.85 && pValue < 0.05
    return close ? [{ periodMs, strength, basis: 'occurrences' }] : []
  })
  const isUsual = ({ periodMs }: Period): boolean => usualPeriods.includes(periodMs)
  return found.sort((a, b) => Number(isUsual(b)) - Number(isUsual(a)) || b.periodMs - a.periodMs)[0] ?? null
}

/** Length of the mean of the unit vectors of the phases: 1 when all fall at one phase. */
function concentration(times: readonly number[], periodMs: number): number {
  let [x, y] = [0, 0]
  for (const at of times) {
    const angle = (2 * Math.PI * (at % periodMs)) / periodMs
    x += Math.cos(angle)
    y += Math.sin(angle)
  }
  return Math.hypot(x, y) / times.length
}

/**
 * The period of a series: of the usual ones with at least three cycles on record the one whose phase explains most variance (epoch
 * folding: Leahy et al., ApJ 1983), corrected for the number of phases; at least half of it, and the shortest of nearly equals.
 */
export function periodOfSeries(
  points: readonly { readonly at: number; readonly value: number }[],
  stepMs: number
): Period | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 24) return null
  const span = last.at - first.at
  const found = usualPeriods.flatMap((periodMs): Period[] => {
    if (span < 3 * periodMs || periodMs < 4 * stepMs) return []
    const bins = Math.max(4, Math.min(24, Math.floor(periodMs / Math.max(1, stepMs))))
    const strength = explainedByPhase(points, periodMs, bins)
    return strength >= 0.5 ? [{ periodMs, strength, basis: 'fold' }] : []
  })
  const most = Math.max(...found.map(({ strength }) => strength))
  return found.find(({ strength }) => strength >= most - 0.05) ?? null
}

function explainedByPhase(
  points: readonly { readonly at: number; readonly value: number }[],
  periodMs: number,
  bins: number
): number {
  const sums = Array.from({ length: bins }, () => ({ n: 0, sum: 0 }))
  let [total, squares] = [0, 0]
  for (const { at, value } of points) {
    const bin = sums[Math.floor(((at % periodMs) / periodMs) * bins)]
    if (bin) {
      bin.n += 1
      bin.sum += value
    }
    total += value
    squares += value * value
  }
  const n = points.length
  const whole = squares - (total * total) / n
  const between = sums.reduce((all, bin) => all + (bin.n > 0 ? bin.sum ** 2 / bin.n : 0), 0) - (total * total) / n
  const used = sums.filter((bin) => bin.n > 0).length
  return whole <= 0 || n <= used ? 0 : Math.max(0, 1 - ((1 - between / whole) * (n - 1)) / (n - used))
}

/** Occurrences less than `gapMs` apart are one. */
export function merged(times: readonly number[], gapMs: number): number[] {
  const found: number[] = []
  let last = -Infinity
  for (const at of times) {
    if (at - last >= gapMs) found.push(at)
    last = at
  }
  return found
}
