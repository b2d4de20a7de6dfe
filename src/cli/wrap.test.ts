import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip, sentenceOf, table, wrap } from './wrap.ts'

const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 40 }).map((parts) => parts.join(' '))

describe('wrapped text', () => {
  it('keeps every word in order, and fits wherever its words do', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 80 }), (text, width) => {
        const wrapped = wrap(text, width, '  ')
        expect(wrapped.split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean))
        expect(wrapped.split('\n').every((line) => line.length <= width)).toBe(true)
      })
    )
  })

  it('indents later lines and leaves a long word whole', () => {
    expect(wrap('one two threefourfive six', 8, '  ')).toBe('one two\n  threefourfive\n  six')
  })
})

describe('clipped text', () => {
  it('is one line of at most so many columns, and says when something was cut', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const clipped = clip(text, length)
        expect(clipped.length).toBeLessThanOrEqual(length)
        expect(clipped).not.toContain('\n')
      })
    )
    expect(clip('a  longer\ntext', 8)).toBe('a longe…')
  })
})

describe('a table', () => {
  it('lines up its columns and fits the width', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['long', 'x'],
          ['s', 'a very long cell']
        ],
        14
      )
    ).toBe('A     B\nlong  x\ns     a very …')
  })
})

describe('a sentence', () => {
  it.each([
    ['it rose', 'It rose.'],
    ['Why?', 'Why?'],
    ['', ''],
    ['ends. ', 'Ends.']
  ])('%j → %j', (text, sentence) => {
    expect(sentenceOf(text)).toBe(sentence)
  })
})
