import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createShapeMemory } from './shape-memory.ts'

const shapeOf = (text: string): string => text.replaceAll(/\d/g, '0')
const logLike = fc.string({ unit: fc.constantFrom('0', '1', '7', 'a', 'b', ' ', 'é', '٣', '\uD83D'), maxLength: 12 })

it('gives back what was kept for a text of the same shape, and for no other', () => {
  expect.hasAssertions()
  fc.assert(
    fc.property(fc.array(logLike, { maxLength: 60 }), (texts) => {
      // One slot: every shape has the same place, so that whatever is taken for the same shows.
      const memory = createShapeMemory<string>(1)
      for (const text of texts) {
        const known = memory.recall(text)
        expect(known ?? shapeOf(text)).toBe(shapeOf(text))
        memory.keep(text, shapeOf(text))
      }
    })
  )
})

it('knows the same text with other digits', () => {
  const memory = createShapeMemory<number>()
  memory.keep('took 12 ms', 1)
  memory.keep('took 12 s', 2)
  expect(['took 98 ms', 'took 00 s', 'took 9 ms', 'took xx ms'].map((text) => memory.recall(text))).toEqual([
    1,
    2,
    undefined,
    undefined
  ])
})

it('keeps no text of any length', () => {
  const memory = createShapeMemory<number>()
  const long = 'a'.repeat(5000)
  expect([memory.keep(long, 1), memory.recall(long)]).toEqual([1, undefined])
})
