import { describe, expect, it } from 'vitest'
import { citeFact, type Evidence, type Finding, state } from '../../domain/index.ts'
import { findingsText } from './texts.ts'

const evidence: Evidence = {
  id: 'ev_00000000000a',
  tool: 'demand',
  arguments: {},
  status: 'found',
  reading: '',
  facts: { ratio: 2 },
  columns: [],
  rows: [],
  omitted: null,
  sources: ['S1']
}

const finding = (id: string, role: Finding['role']): Finding => ({
  id,
  by: 'traffic',
  role,
  task: 'T1',
  topic: id,
  subject: null,
  window: null,
  statement: state('load rose to {ratio}', { ratio: [citeFact(evidence, 'ratio'), 'ratio'] })
})

describe('findings for a later role', () => {
  const findings = [finding('F1', 'context'), finding('F2', 'cause'), finding('F3', 'symptom')]
  const quoted = 'load rose to {ev_00000000000a:ratio = 2×}'

  it('hold the cell behind each value', () => {
    expect(findingsText(findings, 1000).split(quoted)).toHaveLength(4)
  })

  it('where they take too much, the weightiest do; the others are known, with their evidence', () => {
    const lines = findingsText(findings, 2 * quoted.length).split('\n')
    expect(lines).toEqual([
      'F1 [traffic, context] load rose to 2× [ev_00000000000a]',
      `F2 [traffic, cause] ${quoted}`,
      `F3 [traffic, symptom] ${quoted}`
    ])
  })
})
