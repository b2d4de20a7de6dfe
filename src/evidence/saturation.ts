import type { SeriesRole } from '../domain/index.ts'
import type { Point } from './read-series.ts'
import { inSpan, type Span } from './span.ts'

const shares: ReadonlySet<SeriesRole> = new Set(['cpu', 'memory', 'utilisation', 'disk'])
const counted: ReadonlySet<SeriesRole> = new Set(['holders', 'utilisation', 'queue'])
const lasting = 3
/** So many points before tell what is usual. */
const usual = 10

/**
 * When a resource reached its ceiling, ms since the epoch: a share of 97 % or more, or a count at its highest value, three
 * points in a row after it had been lower. Null when it did not, or when the series has no ceiling.
 */
export function saturationOf(
  points: readonly Point[],
  role: SeriesRole,
  unit: string | null,
  window: Span,
  name = ''
): number | null {
  const inside = points.filter(({ at }) => inSpan(at, window))
  const stated = ceilingIn(name)
  if (stated !== null && points.every(({ value }) => value <= stated * 1.02)) {
    return points.some(({ value }) => value < 0.9 * stated) ? plateau(inside, 0.97 * stated) : null
  }
  const highest = inside.reduce((most, { value }) => Math.max(most, value), -Infinity)
  if (shares.has(role)) {
    const whole = highest > 1.5 || (unit !== null && /percent|%/i.test(unit)) ? 100 : 1
    if (points.every(({ value }) => value <= whole * 1.02)) return plateau(inside, 0.97 * whole)
  }
  if (!counted.has(role)) return null
  const lower = points.some(({ value }) => value < 0.9 * highest)
  // The commonest of the high values is the ceiling: a short overshoot (a raised limit) is not.
  const counts = new Map<number, number>()
  for (const { value } of inside) if (value > 0.5 * highest) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [ceiling, times] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [Infinity, 0]
  // What is full stands still at its ceiling; what only is high wanders about.
  const about = inside.filter(({ value }) => value > 0.8 * ceiling && value < 1.2 * ceiling).length
  // What stood there as a matter of course before is at its usual level, not at its ceiling.
  const before = points.filter(({ at }) => at < window.from)
  if (before.length >= usual && before.filter(({ value }) => value >= ceiling).length > before.length / 4) return null
  // Nor does anything go beyond its ceiling again and again.
  const beyond = inside.filter(({ value }, i) => value > ceiling && (inside[i - 1]?.value ?? 0) <= ceiling).length
  if (beyond > lasting) return null
  return lower && times >= about / 2 ? plateau(inside, ceiling, Infinity) : null
}

/** What a series is of, as its name states it: `cores_of_8`, `busy threads (max 15)`, `slots used / 40`. Null where it states none. */
function ceilingIn(name: string): number | null {
  const words = name.replaceAll('_', ' ')
  const stated =
    /\b(?:of|out of)\s(\d+(?:\.\d+)?)\b(?!\s?(?:st|nd|rd|th|%|min|sec|ms|s)\b)|[([,;]\s*(?:max(?:imum)?|limit|capacity|cap|of)[\s:=]*(\d+(?:\.\d+)?)\s*[)\],;]|\s\/\s?(\d+)$/i.exec(
      words
    )
  const ceiling = Number(stated?.[1] ?? stated?.[2] ?? stated?.[3] ?? Number.NaN)
  return ceiling > 1 ? ceiling : null
}

function plateau(inside: readonly Point[], least: number, most = Infinity): number | null {
  let run = 0
  for (const [i, { value }] of inside.entries()) {
    run = value >= least && value <= most ? run + 1 : 0
    if (run === lasting) return inside[i - lasting + 1]?.at ?? null
  }
  return null
}
