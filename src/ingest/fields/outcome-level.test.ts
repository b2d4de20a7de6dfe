import { describe, expect, it } from 'vitest'
import { attributesOfMessage } from './message-attributes.ts'
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

it.each([
  ['GET /seats/7 -> 200 (0.06 s)', 200],
  ['POST /seats row=4 order=9 → 504 (60.00 s)', 504],
  ['moved /seats/7 -> 404 rows', undefined],
  ['GET /seats?from=3 -> cache', undefined]
])('a request is answered with the status behind its arrow: %s', (message, status) => {
  expect(attributesOfMessage(message)['status']).toBe(status)
})
