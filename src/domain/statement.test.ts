import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citeCell, citeFact, type Evidence, evidenceOf, formatValue, renderStatement, state } from './index.ts'

const evidence: Evidence = {
  id: 'ev_0123456789ab',
  tool: 'operation_runs',
  arguments: {},
  status: 'found',
  reading: '',
  facts: { slow: 12, first_slow_at: '2031-04-07T09:00:45.267Z' },
  columns: [
    { name: 'operation', unit: null },
    { name: 'duration_ms', unit: 'ms' }
  ],
  rows: [['select ?', 44_267.4]],
  omitted: null,
  sources: ['S1']
}

describe('a statement', () => {
  it('says cited cells in its text', () => {
    const said = state('{n} runs of {what} took up to {most}; the first at {at}', {
      n: [citeFact(evidence, 'slow'), 'integer'],
      what: [citeCell(evidence, 0, 'operation'), 'text'],
      most: [citeCell(evidence, 0, 'duration_ms'), 'ms'],
      at: [citeFact(evidence, 'first_slow_at'), 'time']
    })
    expect(said.text).toBe('12 runs of select ? took up to 44.3 s; the first at 09:00:45 UTC')
    expect(evidenceOf(said)).toEqual(['ev_0123456789ab'])
  })

  it('refuses a figure that nothing carries, but not a word with a digit in it', () => {
    expect(() => state('it took 44 s')).toThrow('uncited')
    expect(state('the p95 rose').text).toBe('the p95 rose')
  })

  it('refuses a placeholder without a value and a value that is not said', () => {
    expect(() => state('{n} runs')).toThrow('no cited value')
    expect(() => state('runs', { n: [citeFact(evidence, 'slow'), 'integer'] })).toThrow('not said')
  })

  it('cannot cite a cell that is not there', () => {
    expect(() => citeFact(evidence, 'fast')).toThrow(RangeError)
    expect(() => citeCell(evidence, 1, 'operation')).toThrow(RangeError)
    expect(() => citeCell(evidence, 0, 'route')).toThrow(RangeError)
  })

  it('never expands a placeholder that stands inside a cited value', () => {
    fc.assert(
      fc.property(fc.string(), (hostile) => {
        const cited = { evidence: 'ev_x', fact: 'f', value: `{other}${hostile}` }
        const said = renderStatement({
          template: 'said: {quote}',
          values: { quote: { citation: cited, format: 'text' } },
          supports: []
        })
        expect(said).toBe(`said: {other}${hostile}`)
      })
    )
  })
})

describe('a formatted value', () => {
  it.each([
    [1_234_567.89, 'number', '1,234,567.9'],
    [0.5, 'share', '50 %'],
    [0.004, 'share', '0.4 %'],
    [-0.04, 'integer', '0'],
    [-12, 'integer', '−12'],
    [65.2, 'ms', '65 ms'],
    [2.5, 'ratio', '2.5×'],
    [null, 'ms', 'unknown'],
    [true, 'text', 'yes']
  ] as const)('%s as %s is written %s', (value, format, text) => {
    expect(formatValue(value, format)).toBe(text)
  })
})
