import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findPersonalDataInSpeech, findPersonalDataInText } from './find-in-text.ts'
import { personalPatterns, type PersonalPattern } from './patterns.ts'
import { speechPatterns } from './speech-patterns.ts'

/** By every pattern, with nothing remembered of other texts. */
function foundAnew(patterns: readonly PersonalPattern[], text: string): string[] {
  if (text.length < 5) return []
  const found: { start: number; end: number; value: string }[] = []
  for (const { pattern, hint, holds } of patterns) {
    if (typeof hint === 'string' ? !text.includes(hint) : !hint.test(text)) continue
    for (const match of text.matchAll(pattern)) {
      const value = match.groups?.['v'] ?? match[0]
      const start = match.index + match[0].lastIndexOf(value)
      const end = start + value.length
      if (holds && !holds(value, text, start)) continue
      if (!found.some((other) => start < other.end && end > other.start)) found.push({ start, end, value })
    }
  }
  return found.toSorted((a, b) => a.start - b.start).map(({ value }) => value)
}

const words = [
  '07700 900123',
  '+44 7700 900123',
  '(020) 7946 0000',
  '4111 1111 1111 1111',
  '12-34-56 12345678',
  'AB 12 34 56 C',
  '10.0.0.7',
  '999.10.3.4',
  '2001:db8::1',
  '::1',
  'SW1A 1AA',
  'GIR 0AA',
  '12 Mill Lane',
  'born 1 May 1980',
  'user=ann',
  'for user bob',
  'ann@example.org',
  '@ann',
  'Dear Ann,',
  'Mr Frost',
  'My name is Ann',
  'thanks, Ann',
  '2031-04-07 09:00:00,123',
  'took 12 ms',
  '[exec-1]',
  'sort code',
  'postcode',
  ','
]

it('finds the same in a text whether or not texts of its shape came before', () => {
  const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '))
  const digits = fc.array(fc.nat(9), { minLength: 100, maxLength: 100 })
  fc.assert(
    fc.property(text, digits, (one, others) => {
      let at = 0
      const other = one.replaceAll(/\d/g, () => String(others[at++ % others.length] ?? 0))
      for (const said of [one, other, one]) {
        expect(findPersonalDataInText(said).map(({ value }) => value)).toEqual(foundAnew(personalPatterns, said))
        expect(findPersonalDataInSpeech(said).map(({ value }) => value)).toEqual(foundAnew(speechPatterns, said))
      }
    }),
    { numRuns: 1000 }
  )
})
