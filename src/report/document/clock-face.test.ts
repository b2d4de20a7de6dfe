import { describe, expect, it } from 'vitest'
import { createClockFace, durationText } from './clock-face.ts'

const winter = '2031-01-07T09:00:45.267Z'
const summer = '2031-07-07T09:00:45.267Z'

describe('a clock face', () => {
  it('shows UTC alone where the service’s clocks show the same', () => {
    const clock = createClockFace('Europe/London', [winter])
    expect(clock.full(winter)).toBe('7 January 2031, 09:00:45 UTC')
    expect(clock.zone).toBeNull()
    expect(clock.localTime(winter)).toBeNull()
  })

  it('shows both where they differ', () => {
    const clock = createClockFace('Europe/London', [summer])
    expect(clock.full(summer)).toBe('7 July 2031, 09:00:45 UTC (10:00:45 BST)')
    expect(clock.localTime(summer)).toBe('10:00:45')
  })

  it('takes a fixed offset', () => {
    expect(createClockFace('+05:30', [winter]).localTime(winter)).toBe('14:30:45')
  })

  it('keeps to UTC when the zone is no zone', () => {
    expect(createClockFace('the council’s time', [summer]).zone).toBeNull()
  })

  it('writes dates when a report spans several days', () => {
    expect(createClockFace(null, [winter, summer]).time(winter)).toBe('2031-01-07 09:00:45')
    expect(createClockFace(null, [winter]).time(winter)).toBe('09:00:45')
  })

  it('names the second day of a span', () => {
    const clock = createClockFace(null, [])
    expect(clock.span('2031-01-07T22:00:00.000Z', '2031-01-08T02:00:00.000Z')).toBe(
      '7 January 2031, 22:00 to 8 January 2031, 02:00 UTC'
    )
    expect(clock.span('2031-01-07T09:00:00.000Z', '2031-01-07T14:00:00.000Z')).toBe('7 January 2031, 09:00 to 14:00 UTC')
  })
})

it.each([
  [850, '850 ms'],
  [45_000, '45 s'],
  [1_390_000, '23 min 10 s'],
  [15_120_000, '4 h 12 min'],
  [7_200_000, '2 h'],
  [-60_000, '−1 min']
])('%i ms is said as %s', (milliseconds, said) => {
  expect(durationText(milliseconds)).toBe(said)
})
