import { epochMsOf, type Instant } from '../../domain/index.ts'
import type { Row } from '../reading.ts'

/** Clocks of those who refuse may be late by so much, ms. */
export const clocksMs = 5 * 60_000

/**
 * What by its stated date ended before it was first refused (within the day before: sessions opened earlier live on), the
 * latest first; undefined where no inventory dates one.
 */
export function datedBefore(rows: readonly Row[], kind: string | null, refusedAt: Instant | null): Row | undefined {
  if (refusedAt === null) return undefined
  return rows
    .filter((row) => row.text('signal') === 'dated' && row.text('kind') === kind && row.text('subject') !== null)
    .filter((row) => epochMsOf(row.text('stated_expiry') ?? refusedAt) <= epochMsOf(refusedAt) + clocksMs)
    .toSorted((a, b) => (b.text('stated_expiry') ?? '').localeCompare(a.text('stated_expiry') ?? ''))[0]
}
