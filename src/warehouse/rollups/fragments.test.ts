import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFragments, fragmentsOfPattern, fragmentsOfWord } from './fragments.ts'

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'B', 'z', 'Z', ' ', 'e', 'E', '1', '_', '-', '\u212a', '\u017f'),
  maxLength: 24
})

function fragmentsOf(of: string): Set<number> {
  const fragments = createFragments()
  fragments.add(of)
  return new Set(fragments.all())
}

describe('fragments', () => {
  it('are all there where the text is that a pattern asks for, small or large', () => {
    fc.assert(
      fc.property(text, text, text, (before, asked, after) => {
        const lists = fragmentsOfPattern(`(?i)${asked}`) ?? []
        const there = fragmentsOf(before + asked.toUpperCase() + after)
        expect(lists.flat().filter((fragment) => !there.has(fragment))).toEqual([])
      })
    )
  })

  it('tell words apart that are not there', () => {
    const there = fragmentsOf('10.0.0.1 "GET /api/places?area=north" Mozilla/5.0 Error')
    const holds = (word: string): boolean => fragmentsOfWord(word).every((fragment) => there.has(fragment))
    expect(['error', 'places', String.raw`\bget\b`, String.raw`north\b`].filter((word) => !holds(word))).toEqual([])
    expect(['lost', 'timeout', String.raw`\bnort\b`, String.raw`\bmon\b`].filter(holds)).toEqual([])
  })

  it.each(['err.*or', 'a|[bc]', 'no', 'timeout|no', String.raw`\d+`, 'ab(cd)?'])('cannot tell of the pattern %s', (pattern) => {
    expect(fragmentsOfPattern(pattern)).toBeNull()
  })
})
