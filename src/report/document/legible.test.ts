import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip, legible, legibleLines } from './legible.ts'

describe('legible text', () => {
  it('is one line without anything unseen, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(legible(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202A-\u202E\u200B]/u)
      })
    )
  })

  it('leaves ordinary text as it is', () => {
    expect(legible('p95 rose from 2 s to 45 s; “naïve” — 日本語 👍')).toBe('p95 rose from 2 s to 45 s; “naïve” — 日本語 👍')
  })

  it('keeps line breaks and indentation of a command', () => {
    expect(legibleLines('SELECT *\n  FROM x\r\n\tWHERE y')).toBe('SELECT *\n  FROM x\n  WHERE y')
  })

  it('cuts by characters, not by halves of them, and says so', () => {
    expect(clip('👍👍👍👍', 3)).toBe('👍👍…')
    expect(clip('abc', 3)).toBe('abc')
  })
})
