import { describe, expect, it } from 'vitest'
import { kindOfRecord } from './record-kind.ts'

describe('the kind of a record', () => {
  it.each([
    [
      'a desk’s export with a ticket column',
      'ticket created name email phone priority category subject description status',
      'reports'
    ],
    ['cases with a subject', 'case opened customer subject description', 'reports'],
    ['a log line that names a ticket', 'timestamp level logger ticket message', 'events'],
    ['a commit that names a ticket', 'sha author ticket subject message', 'changes'],
    ['an access log of its own layout', 'at route code took client', 'requests'],
    ['a list of what who did, in German', 'nr zeit wer was', 'changes'],
    ['what a monitor asks', 'at probe url status duration_ms', 'events'],
    ['an alert with a ticket', 'alertname severity ticket description threshold', 'alerts']
  ])('is told by its names: %s', (_, names, kind) => {
    expect(kindOfRecord(names.split(' '))).toBe(kind)
  })
})
