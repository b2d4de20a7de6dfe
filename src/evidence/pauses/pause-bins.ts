import type { Pause, PausedShare } from './read-pauses.ts'

/** How much of a stretch of time one instance was paused. */
export interface PauseBin {
  readonly at: number
  readonly widthMs: number
  readonly instance: string | null
  readonly pauses: number | null
  readonly full: number | null
  readonly pausedMs: number
  /** 0–1. */
  readonly share: number
  readonly longestMs: number | null
  readonly heapAfterMb: number | null
  readonly source: string
  readonly line: number | null
}

const widths = [60_000, 300_000, 900_000, 3_600_000]
const mostBins = 240

/**
 * Pauses by instance in equal stretches of time, empty ones too: no pause is a share of zero, not a gap. Series of shares stand in
 * for instances of which no log tells. Instances come in order of name, each in time order.
 */
export function binsOf(pauses: readonly Pause[], shares: readonly PausedShare[]): PauseBin[] {
  const logged = new Set(pauses.map(({ instance }) => instance))
  const bins: PauseBin[] = []
  for (const instance of [...logged].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)))
    bins.push(...fromPauses(pauses.filter((pause) => pause.instance === instance)))
  const seen = new Set<string | null>(logged)
  for (const { instance, points, stepMs, source } of shares) {
    if (seen.has(instance) || (logged.size > 0 && instance === null)) continue
    seen.add(instance)
    bins.push(
      ...points.map(({ at, value, line }): PauseBin => ({
        at,
        widthMs: stepMs,
        instance,
        pauses: null,
        full: null,
        pausedMs: value * stepMs,
        share: value,
        longestMs: null,
        heapAfterMb: null,
        source,
        line
      }))
    )
  }
  return bins
}

function fromPauses(pauses: readonly Pause[]): PauseBin[] {
  const [first, last] = [pauses[0], pauses.at(-1)]
  if (!first || !last) return []
  const width = widths.find((one) => (last.at - first.at) / one <= mostBins) ?? Math.ceil((last.at - first.at) / mostBins)
  const start = Math.floor(first.at / width)
  const bins: Pause[][] = Array.from({ length: Math.floor(last.at / width) - start + 1 }, () => [])
  for (const pause of pauses) bins[Math.floor(pause.at / width) - start]?.push(pause)
  return bins.map((inside, i): PauseBin => {
    const pausedMs = inside.reduce((sum, { ms }) => sum + ms, 0)
    const longest = inside.toSorted((a, b) => b.ms - a.ms)[0]
    return {
      at: (start + i) * width,
      widthMs: width,
      instance: first.instance,
      pauses: inside.length,
      full: inside.filter(({ full }) => full).length,
      pausedMs,
      share: Math.min(1, pausedMs / width),
      longestMs: longest?.ms ?? null,
      heapAfterMb: inside.findLast(({ heapAfterMb }) => heapAfterMb !== null)?.heapAfterMb ?? null,
      source: first.source,
      line: longest?.line ?? null
    }
  })
}
