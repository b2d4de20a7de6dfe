import { describe, expect, it } from 'vitest'
import { citeCell, citeFact, type Evidence, state } from '../../domain/index.ts'
import { createCellBook } from './cell-book.ts'
import { ground } from './ground.ts'
import { citableText } from './texts.ts'
import { evidence, loadDoubled } from './testing/made-evidence.ts'

const bookWith = (...seen: Evidence[]): ReturnType<typeof createCellBook> => {
  const book = createCellBook()
  for (const one of seen) book.add(one)
  return book
}
const textOf = (draft: string, book = bookWith(evidence)): string => {
  const grounded = ground(draft, book)
  return 'problem' in grounded ? grounded.problem : grounded.statement.text
}

describe('grounding', () => {
  it('takes the value from the cell, whatever the model believed it to be', () => {
    expect(textOf(loadDoubled)).toBe('load rose 2×')
    expect(textOf(`load rose {${evidence.id}:load_ratio = 300 ms}`)).toBe('load rose 2×')
    expect(textOf(`load was {${evidence.id}:3:load}, then {${evidence.id}:4:load|number}`)).toBe('load was 30, then 40')
  })

  it.each([
    ['a figure of its own', `${loadDoubled}, to 300`, /the figure 300 is typed: write \{ev_…:fact\}/],
    ['evidence it has not seen', 'load rose {ev_ffffffffffff:load_ratio}', /no evidence ev_ffffffffffff/],
    ['a fact that is not there', `load rose {${evidence.id}:cost}`, /has no fact "cost"; it has load_ratio/],
    ['a row that is not there', `load rose {${evidence.id}:20:load}`, /20 rows from 0/],
    ['no cell in its braces', 'load rose {load_ratio}', /\{load_ratio\} names no cell/],
    ['nothing', 'the database was slow', /cites nothing/],
    ['evidence at its end that it has not seen', 'it was so [ev_ffffffffffff]', /ev_ffffffffffff is no evidence/]
  ])('strikes a sentence that cites %s', (_, draft, reason) => {
    expect(textOf(draft)).toMatch(reason)
  })

  it('writes a value in its cell’s own unit, whatever the model calls it', () => {
    const shares = { ...evidence, columns: [{ name: 'load', unit: 'share' }], rows: [[0.539]] }
    expect(textOf(`{${evidence.id}:0:load|percent} of it`, bookWith(shares))).toBe('54 % of it')
  })

  it('asks no evidence of what is yet to be done, and still takes no figure without any', () => {
    expect(ground('write a runbook', bookWith(evidence), { uncited: true })).toMatchObject({
      statement: { text: 'write a runbook' }
    })
    expect(ground('write 3 runbooks', bookWith(evidence), { uncited: true })).toMatchObject({
      problem: expect.stringContaining('the figure 3 is typed')
    })
  })

  it('names the cell that it refuses where only some were shown', () => {
    const finding = state('load rose {r}', { r: [citeFact(evidence, 'load_ratio'), 'ratio'] })
    const refused = `{${evidence.id}:clients} was not shown to you`
    expect(textOf(`{${evidence.id}:clients} came`, createCellBook([finding]))).toContain(refused)
  })

  it('takes evidence that was seen as support', () => {
    expect(ground(`it was so [${evidence.id}].`, bookWith(evidence))).toMatchObject({
      statement: { text: 'it was so.', supports: [evidence.id] }
    })
  })

  it('lets later roles cite the cells that findings cite, as they are shown', () => {
    const finding = state('load rose {r}', { r: [citeFact(evidence, 'load_ratio'), 'ratio'] })
    expect(citableText(finding)).toBe(`load rose {${evidence.id}:load_ratio = 2×}`)
    expect(textOf(citableText(finding), createCellBook([finding]))).toBe('load rose 2×')
    // A column has a unit only in its evidence, which the later role has not seen.
    const slow = state('it took {t}', { t: [citeCell(evidence, 3, 'load'), 'ms'] })
    expect(textOf(`{${evidence.id}:3:load} each`, createCellBook([slow]))).toBe('30 ms each')
  })
})
