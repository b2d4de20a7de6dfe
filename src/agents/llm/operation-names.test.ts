import { describe, expect, it } from 'vitest'
import { namesOf } from './operation-names.ts'

const slots = {
  population: 'statements' as const,
  operation: 'select s.slot_id, s.slot_date from slots s where s.day = ?',
  label: 'SELECT on slots'
}
const counted = {
  population: 'statements' as const,
  operation: 'select s.slot_id, count(*) from slots s',
  label: 'SELECT on slots (2)'
}
const route = { population: 'requests' as const, operation: 'GET /slots', label: 'GET /slots' }
const names = namesOf([slots, counted, route])

describe('an operation by what a model was shown', () => {
  it.each([
    ['its name', slots.operation, slots],
    ['its label, whatever its case', 'select on slots', slots],
    ['its name cut in the middle', 'select s.slot_id, s.slot…where s.day = ?', slots],
    ['a route', 'GET  /slots', route],
    ['a cut name that fits two', 'select s.slot_id,…', undefined],
    ['a name that is none', 'UPDATE on permits', undefined]
  ])('is found by %s', (_, written, found) => {
    expect(names.find(written)).toBe(found)
  })

  it('is offered by name where none fits, the nearest first', () => {
    expect(names.near('SELECT on slot')[0]).toBe('SELECT on slots')
  })
})
