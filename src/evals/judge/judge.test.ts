import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Send } from '../../models/index.ts'
import { madeAnswer, madeTruth } from '../testing/made-answer.ts'
import { entailmentCheck } from './entailment-check.ts'
import { heldAgainst, judgeEntailment } from './entailment.ts'

const text = 'The look-up reads two million rows and keeps a worker busy.'
const statement = 'the look-up reads far too many rows'

describe('a judge', () => {
  it('is believed when it quotes the answer', () => {
    const said = '{"verdict": "entailed", "quote": "reads two  million rows"}'
    expect(heldAgainst(said, statement, text)).toMatchObject({ verdict: 'entailed', why: null })
  })

  it.each([
    ['Thought process:', 'no JSON object'],
    ['{"verdict": "pass"}', 'no verdict from the menu'],
    ['{"score": 1}', 'no verdict from the menu'],
    ['{"verdict": "entailed", "quote": "a missing index makes it scan"}', 'its quote is not in the answer'],
    ['{"verdict": "entailed", "quote": ""}', 'its quote is not in the answer'],
    ['{"verdict": "entailed", "quote": 3}', 'no verdict from the menu']
  ])('that says %s leaves the statement unscored', (said, why) => {
    expect(heldAgainst(said, statement, text)).toMatchObject({ verdict: 'unscored', why })
  })

  it('never passes anything by saying something else', () => {
    fc.assert(
      fc.property(fc.string(), (said) => {
        expect(heldAgainst(said, statement, text).verdict).not.toBe('entailed')
      })
    )
  })

  it('is asked once for each statement, and shown nothing but the answer’s own words', async () => {
    const shown: string[] = []
    const send: Send = async ({ messages }) => {
      shown.push(messages.map(({ content }) => content).join('\n'))
      return { text: '{"verdict": "absent", "quote": ""}', toolCalls: [], usage: { inputTokens: 10, outputTokens: 5 } }
    }
    const truth = {
      ...madeTruth,
      mechanism: { mustEntail: ['one thing', 'another thing'], mustNotClaim: ['a secret of the case'] }
    }
    const judged = await judgeEntailment(madeAnswer, truth, send)
    expect(judged).toMatchObject({ inputTokens: 20, entailments: [{ verdict: 'absent' }, { verdict: 'absent' }] })
    expect(shown).toHaveLength(2)
    expect(shown.join()).not.toContain('a secret of the case')
  })
})

describe('what a judge’s verdicts come to', () => {
  const made = (verdict: 'entailed' | 'contradicted' | 'absent' | 'unscored') => ({ statement, verdict, quote: '', why: null })
  it('is nothing when it was not asked, or said nothing that counts', () => {
    expect(entailmentCheck(null)).toBeUndefined()
    expect(entailmentCheck([])).toBeUndefined()
    expect(entailmentCheck([made('unscored'), made('unscored')])).toBeUndefined()
    expect(entailmentCheck([made('entailed'), made('unscored'), made('unscored')])).toBeUndefined()
  })
  it('is a hard fault for a contradiction, a soft one for an answer that says less than half', () => {
    expect(entailmentCheck([made('entailed'), made('contradicted')])).toMatchObject({ hard: true, fault: 'WRONG_DIRECTION' })
    expect(entailmentCheck([made('entailed'), made('absent'), made('absent')])).toMatchObject({
      hard: false,
      fault: 'UNSUPPORTED'
    })
    expect(entailmentCheck([made('entailed'), made('absent')])).toMatchObject({ fault: null })
  })
})
