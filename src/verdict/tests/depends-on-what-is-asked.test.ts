import { expect, it } from 'vitest'
import { madeEvidence } from '../testing/made-evidence.ts'
import { decidesWhatIsSlow } from './depends-on-what-is-asked.ts'

const told = (attribute: string, separation: number, p_value: number, kind = 'category') =>
  decidesWhatIsSlow(
    madeEvidence(
      { tool: 'contrast', arguments: {} },
      { facts: { slow: 90 }, rows: [{ attribute, kind, separation, p_value, slow_summary: 'a', fast_summary: 'b' }] }
    )
  )?.text('attribute')

it('finds what was asked for that decides which runs are slow', () => {
  expect(told('attributes.district', 0.86, 1e-6)).toBe('attributes.district')
})

it.each([
  ['weakly', 'attributes.district', 0.65, 1e-6],
  ['by chance', 'attributes.district', 0.86, 0.02],
  ['by how it ended', 'attributes.http.status_code', 0.95, 1e-9],
  ['by who ran it', 'attributes.thread.id', 0.95, 1e-9]
])('takes nothing that separates %s', (_, attribute, separation, p) => {
  expect(told(attribute, separation, p)).toBeUndefined()
})

it('takes nothing of the state of the system at the time', () => {
  expect(told('cpu at the time', 0.95, 1e-9, 'surroundings')).toBeUndefined()
})
