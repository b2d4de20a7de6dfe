import { DateTime } from 'luxon'

export interface RoundBoundary {
  readonly boundary: 'midnight' | 'hour' | 'quarter' | null
  readonly at: number
  /** From the boundary to the time, s; negative when the time lies before it. */
  readonly seconds: number
  readonly zone: string
}

/** Clocks and schedulers are off by no more than this, s. */
const tolerance = { midnight: 120, hour: 90, quarter: 45 } as const

/**
 * The round time of the clock that an instant lies at, if it does: a day's begin (in any of the zones), an hour's, a quarter's.
 * By chance, a time lies so near to an hour's begin in 5 % and to a quarter's in 10 % of all cases.
 */
export function roundBoundary(at: number, zones: readonly string[]): RoundBoundary {
  const near = zones.flatMap((zone) => {
    const time = DateTime.fromMillis(at, { zone })
    if (!time.isValid) return []
    const midnight = [time.startOf('day'), time.plus({ days: 1 }).startOf('day')].map((day) => day.toMillis())
    return midnight.map((edge) => ({ boundary: 'midnight' as const, at: edge, seconds: (at - edge) / 1000, zone }))
  })
  const rounded = (minutes: number): number => Math.round(at / (minutes * 60_000)) * minutes * 60_000
  const zone = zones[0] ?? 'UTC'
  const candidates = [
    ...near.sort((a, b) => Math.abs(a.seconds) - Math.abs(b.seconds)),
    { boundary: 'hour' as const, at: rounded(60), seconds: (at - rounded(60)) / 1000, zone },
    { boundary: 'quarter' as const, at: rounded(15), seconds: (at - rounded(15)) / 1000, zone }
  ]
  const met = candidates.find(({ boundary, seconds }) => Math.abs(seconds) <= tolerance[boundary])
  return met ?? { boundary: null, at: rounded(60), seconds: (at - rounded(60)) / 1000, zone }
}
