import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines } from './differences.ts'

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })

describe('differences between prompts', () => {
  it('give either text back: what is kept and taken out is the one, what is kept and put in the other', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before, after)
        expect(diff.flatMap(({ sign, text }) => (sign === '+' ? [] : text))).toEqual(before)
        expect(diff.flatMap(({ sign, text }) => (sign === '-' ? [] : text))).toEqual(after)
      })
    )
  })

  it('of one changed line are that line', () => {
    const diff = diffLines(['a', 'b', 'c'], ['a', 'x', 'c'])
    expect(diff.map(({ sign, text }) => `${sign}${text}`)).toEqual([' a', '-b', '+x', ' c'])
  })
})
