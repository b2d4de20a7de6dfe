import { describe, expect, it } from 'vitest'
import { statusOfOutcome } from './outcomes.ts'
import { levelOfOutcomes } from './outcome-level.ts'

describe('how a line says that what it tells of ended', () => {
  it.each([
    ['result', 'DENY_ERR'],
    ['outcome', 'REJECTED'],
    ['decision', 'declined'],
    ['body.status', '503'],
    ['status', 502],
    ['success', 'False'],
    ['resultCode', 'AUTH-FAILED']
  ])('%s %s makes an error line of one that states no grave level', (name, value) => {
    expect([levelOfOutcomes(null, { [name]: value }), levelOfOutcomes('info', { [name]: value })]).toEqual(['error', 'error'])
    expect(levelOfOutcomes('warning', { [name]: value })).toBe('warning')
  })

  it.each([
    ['result', 'OK'],
    ['result', 'NO_ERROR'],
    ['status', 404],
    ['status', 'NOT_FOUND'],
    ['success', true],
    ['note', 'failed'],
    ['status', 'in transit']
  ])('%s %s does not', (name, value) => {
    expect(levelOfOutcomes('info', { [name]: value })).toBe('info')
  })

  it('codes of somebody’s own say it in a part', () => {
    expect(['ORDER_REJECTED', 'paymentFailed', 'ERROR_NONE', 'PRE_CHECK'].map(statusOfOutcome)).toEqual([400, 500, null, null])
  })
})
