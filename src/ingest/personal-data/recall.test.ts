import { describe, expect, it } from 'vitest'
import { measureRecall } from './testing/measure-recall.ts'

/** The figures of docs/design/ingest.md: they change with the patterns, and then the page changes too. */
describe('personal data in invented tickets and posts', () => {
  it.each([
    ['tuned', { items: 77, values: 87, gone: 85, needless: 6 }],
    ['held-out', { items: 77, values: 85, gone: 81, needless: 5 }]
  ] as const)('is gone when they are redacted, but for a few: %s', (half, expected) => {
    const { items, values, gone, needless } = measureRecall(half)
    expect({ items, values, gone, needless: needless.length }).toEqual(expected)
  })
})
