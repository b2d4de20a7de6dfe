import { describe, expect, it } from 'vitest'
import { citeFact, evidenceOf, state } from '../domain/index.ts'
import { compose } from './compose.ts'
import { madeEvidence } from './testing/made-evidence.ts'

const one = madeEvidence({ tool: 'a', arguments: {} }, { facts: { n: 3 } })
const other = madeEvidence({ tool: 'b', arguments: {} }, { facts: { n: 4 } })

describe('a composed statement', () => {
  it('keeps every figure and its citation, also where two are named alike', () => {
    const said = compose(
      'Because ',
      state('{n} ran', { n: [citeFact(one, 'n'), 'integer'] }),
      ' and ',
      state('{n} waited', { n: [citeFact(other, 'n'), 'integer'] })
    )
    expect(said.text).toBe('Because 3 ran and 4 waited')
    expect(evidenceOf(said)).toEqual([one.id, other.id])
  })

  it('refuses a figure between its parts', () => {
    expect(() => compose('in 2 cases ', state('it ran'))).toThrow('uncited')
  })
})
