import { describe, expect, it } from 'vitest'
import { briefLikeness, readBrief } from './read-brief.ts'

const file = (text: string, path = 'README.md') => ({ path, lines: text.split('\n'), encoding: 'utf-8' })

const readme = `# Slot Finder - Performance Incident

**Incident Date:** Tuesday, 7th April 2031
**Duration:** 09:00 AM - 2:00 PM (5 hours)
**Service:** Slot Finder
All times are in Europe/London.

## Symptoms
- Searches took **30 seconds**
- Payments failed

## Timeline
- **09:00:45** - First slow query (1.8s)
- no figure here

| Error rate | <1% | 99.9% |
`

describe('a brief', () => {
  it('in Markdown tells title, service, zone, window, symptoms and what can be checked', () => {
    const brief = readBrief(file(readme))
    expect(brief).toMatchObject({
      title: 'Slot Finder - Performance Incident',
      service: 'Slot Finder',
      zone: 'Europe/London',
      window: { from: '2031-04-07T08:00:00.000Z', to: '2031-04-07T13:00:00.000Z' },
      symptoms: ['Searches took 30 seconds', 'Payments failed']
    })
    expect(brief.statements).toContainEqual({
      line: 13,
      time: '2031-04-07T08:00:45.000Z',
      text: '09:00:45 - First slow query (1.8s)'
    })
    expect(brief.statements.map(({ line }) => line)).toEqual([3, 4, 9, 13, 16])
  })

  it('in YAML tells the same', () => {
    const yaml =
      'title: Slow slots\nservice: slots\nzone: UTC\nwindow:\n  from: 2031-04-07T09:00:00Z\n  to: 2031-04-07T14:00:00Z\nsymptoms:\n  - slow\nknown: [restarted at 12:20]\n'
    expect(readBrief(file(yaml, 'incident.yaml'))).toMatchObject({
      title: 'Slow slots',
      zone: 'UTC',
      window: { from: '2031-04-07T09:00:00.000Z', to: '2031-04-07T14:00:00.000Z' },
      symptoms: ['slow'],
      known: ['restarted at 12:20']
    })
    expect(briefLikeness(file(yaml))).toBe(1)
  })

  it('may be silent about everything', () => {
    expect(readBrief(file('# Notes\n\nNothing known.'))).toMatchObject({
      window: null,
      zone: null,
      service: null,
      symptoms: [],
      statements: []
    })
  })

  it('is told from other texts', () => {
    expect(briefLikeness(file(readme))).toBeGreaterThan(0.5)
    expect(briefLikeness(file('# Changelog\n\n- 1.2 faster\n- 1.1 slower\n'))).toBe(0)
    expect(briefLikeness(file('server:\n  port: 80\n'))).toBe(0)
  })

  it('is known by what it tells, in whatever words', () => {
    const told =
      '# Permit desk, Tuesday\n\n## What happened\n\nFrom 09:55 pages were **slow**, then most failed.\n\n- 11:38 restarted\n\n## What we think\n\n- too few servers\n'
    expect(briefLikeness(file(told))).toBeGreaterThan(0.5)
  })

  it('tells its own times in the zone whose name stands behind them, and says nothing of the logs', () => {
    const told = readBrief(file('# Incident\n\n**Date:** 7 July 2031\n**Window:** 09:50 to 12:05 (Europe/London)\n'))
    expect(told).toMatchObject({
      zone: null,
      window: { from: '2031-07-07T08:50:00.000Z', to: '2031-07-07T11:05:00.000Z' }
    })
  })
})
