import { describe, expect, it } from 'vitest'
import { type RunRecord, state, type TimelineEvent } from '../../domain/index.ts'
import { record } from '../fixture/record.ts'
import { turningPoints } from './turning-points.ts'

const event = (minute: number, mark: TimelineEvent['mark'], words: string): TimelineEvent => ({
  time: `2031-04-07T09:${String(minute).padStart(2, '0')}:00.000Z`,
  mark,
  statement: state(words)
})

function pointsOf(timeline: readonly TimelineEvent[]): string[] {
  const root = record.verdict.rootCause
  if (!root) throw new Error('the fixture has a root cause')
  const onset = '2031-04-07T09:10:00.000Z'
  const said: RunRecord = { ...record, timeline: [...timeline], verdict: { ...record.verdict, rootCause: { ...root, onset } } }
  return turningPoints(said).map(({ statement }) => statement.text)
}

describe('turning points', () => {
  it('stand in the order of time, whatever the order of the record', () => {
    expect(pointsOf([event(20, 'harm', 'harm'), event(10, 'cause', 'cause'), event(5, 'change', 'change')])).toEqual([
      'change',
      'cause',
      'harm'
    ])
  })

  it('are the first of each kind, and of recovery the last', () => {
    const many = [1, 2, 3, 4].flatMap((i) => [
      event(20 + i, 'report', `report ${'i'.repeat(i)}`),
      event(40 + i, 'recovery', `end ${'i'.repeat(i)}`)
    ])
    expect(pointsOf([event(10, 'cause', 'cause'), ...many])).toEqual(['cause', 'report i', 'report ii', 'end iiii'])
  })

  it('of symptoms prefer what is full, waiting or failing to what only moves, and what comes after the cause', () => {
    const moving = Array.from({ length: 6 }, (_, i) => event(11 + i, 'symptom', `series ${'i'.repeat(i + 1)} moves`))
    const points = pointsOf([
      event(2, 'symptom', 'ramps early'),
      event(10, 'cause', 'cause'),
      ...moving,
      event(30, 'symptom', 'the pool is full')
    ])
    expect(points).toContain('the pool is full')
    expect(points).not.toContain('ramps early')
    expect(points).toHaveLength(5)
  })
})
