import { describe, expect, it } from 'vitest'
import { type CauseCategory, Evidence } from '../../domain/index.ts'
import { ofLimits } from './of-limits.ts'

const expiry = (perHour: number): Evidence =>
  Evidence.parse({
    id: 'ev_1',
    tool: 'expiry_and_quota',
    arguments: {},
    status: 'found',
    reading: '',
    facts: { limit_series: 'disk_used_percent', limit_value: 100, limit_reaches_at: '2031-05-19T12:00:00.000Z' },
    columns: ['signal', 'subject', 'first_value', 'per_hour'].map((name) => ({ name, unit: null })),
    rows: [['growth', 'disk_used_percent', 88, perHour]],
    omitted: null,
    sources: []
  })
const known = (category: CauseCategory, perHour: number) => ({ cause: { id: 'H1', category }, expiry: expiry(perHour) })

describe('what grows towards a known limit', () => {
  it('is told an hour before it is full, and acts from where its growth was first seen', () => {
    const [found] = ofLimits(known('quota-exhaustion', 4))
    expect(found).toMatchObject({ stage: 'cause', threshold: 100, mayPage: true, actsFrom: '2031-05-19T09:00:00.000Z' })
    expect(found?.clause.signal).toMatchObject({ over: 'forecast', series: 'disk_used_percent' })
  })

  it('is no matter where nothing grows, or the cause is another', () => {
    expect(ofLimits(known('quota-exhaustion', 0))).toEqual([])
    expect(ofLimits(known('lock-contention', 4))).toEqual([])
  })
})
