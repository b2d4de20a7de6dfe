import type { Point } from '../read-series.ts'

export interface Recovery {
  /** `step`: back within two points; `gradual`: as a cache fills; `none`: not back within the record. */
  readonly shape: 'step' | 'gradual' | 'none'
  /** From the last low point to 90 % of the way back. */
  readonly minutes: number | null
}

/** How a share came back from its lowest towards what was usual. */
export function recoveryOf(points: readonly Point[], usual: number, lowest: number, from: number): Recovery {
  const depth = usual - lowest
  const low = points.findLastIndex(({ at, value }) => at >= from && value <= lowest + 0.1 * depth)
  const back = points.findIndex(({ value }, i) => i > low && value >= usual - 0.1 * depth)
  const [start, end] = [points[low], points[back]]
  if (low < 0 || back < 0 || !start || !end) return { shape: 'none', minutes: null }
  return { shape: back - low <= 2 ? 'step' : 'gradual', minutes: (end.at - start.at) / 60_000 }
}
