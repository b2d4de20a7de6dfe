import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastOver, gainOver, maxOver, meanOver, minOver, rateOver, slopeOver } from './windowed.ts'

const cells = fc
  .array(fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: Number.NaN, freq: 3 }), { maxLength: 50 })
  .map((values) => Float64Array.from(values))
const width = fc.integer({ min: 1, max: 12 })
const samplesAt = (all: Float64Array, i: number, k: number): number[] =>
  [...all.subarray(Math.max(0, i - k), i + 1)].filter((value) => !Number.isNaN(value))
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
const rounded = (values: Iterable<number>): number[] => [...values].map((value) => Math.round(value * 1e6) / 1e6 + 0)

/** The same, looked up instant by instant. */
function perInstant(all: Float64Array, k: number, put: (samples: readonly number[]) => number): number[] {
  return [...all.keys()].map((i) => {
    const samples = samplesAt(all, i, k)
    return samples.length === 0 ? Number.NaN : put(samples)
  })
}

describe('a value over a window', () => {
  it('is of the samples from a window ago to now, both included', () => {
    fc.assert(
      fc.property(cells, width, (all, k) => {
        expect(rounded(meanOver(all, k))).toEqual(rounded(perInstant(all, k, (samples) => total(samples) / samples.length)))
        expect(rounded(maxOver(all, k))).toEqual(rounded(perInstant(all, k, (samples) => Math.max(...samples))))
        expect(rounded(minOver(all, k))).toEqual(rounded(perInstant(all, k, (samples) => Math.min(...samples))))
      })
    )
  })

  it('is a straight line’s slope, and where the line leads to, wherever samples are missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 30 }), (slope, there) => {
        const line = Float64Array.from(there.map((present, i) => (present ? 7 + slope * i : Number.NaN)))
        const expected = [...line.keys()].map((i) => (samplesAt(line, i, 10).length < 2 ? Number.NaN : slope))
        expect(rounded(slopeOver(line, 10))).toEqual(rounded(expected))
        const ahead = expected.map((known, i) => (Number.isNaN(known) ? Number.NaN : 7 + slope * (i + 10)))
        expect(rounded(forecastOver(line, 10))).toEqual(rounded(ahead))
      })
    )
  })

  it('is what a counter gained in so many intervals, once they have passed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { maxLength: 40 }), width, (gains, k) => {
        const expected = gains.map((_, i) => (i + 1 < k ? Number.NaN : total(gains.slice(Math.max(0, i - k + 1), i + 1))))
        expect([...gainOver(Float64Array.from(gains), k)]).toEqual(expected)
      })
    )
  })

  it('takes the fall of a running total for a reset', () => {
    expect(rateOver(Float64Array.from([10, 20, 5, 15]), 3)[3]).toBeCloseTo(25 / 3)
  })
})
