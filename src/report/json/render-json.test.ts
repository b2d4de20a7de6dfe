import { expect, it } from 'vitest'
import { RunRecord } from '../../domain/index.ts'
import { record } from '../fixture/record.ts'
import { renderJson } from './render-json.ts'

/** The same value with every object's keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)])
  )
}

it('writes a record that can be read again', () => {
  expect(RunRecord.parse(JSON.parse(renderJson(record)))).toEqual(record)
})

it('writes equal records alike, in whatever order their keys came', () => {
  const shuffled = reversed(record)
  expect(JSON.stringify(shuffled)).not.toBe(JSON.stringify(record))
  expect(renderJson(RunRecord.parse(shuffled))).toBe(renderJson(record))
})

it('refuses to publish what is not a record', () => {
  expect(() => renderJson({ ...record, verdict: { ...record.verdict, confidence: Number.NaN } })).toThrow('confidence')
})

it('ends with a line break and indents by two', () => {
  expect(renderJson(record)).toMatch(/^\{\n  "schemaVersion": 1,\n[^]*\n\}\n$/)
})
