import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Zone } from '../../domain/index.ts'
import { createCalendar } from './calendar.ts'
import { dateInText } from './date-in-text.ts'
import { createTimeFinder, dateOrderOf } from './find-time.ts'
import { offsetMinutesOf, zoneClock } from './offsets.ts'

const zone = (name: string): Zone => ({ name, basis: 'brief', support: '' })
const instant = (text: string, { name = 'UTC', day = null as string | null, order = 'day-first' as const } = {}) => {
  const time = createTimeFinder(order).at(text, 0)
  return time && createCalendar({ zone: zone(name), day }).instant(time)
}

describe('times as logs write them', () => {
  it.each([
    ['2031-04-07 09:00:45.267', '2031-04-07T09:00:45.267Z'],
    ['2031-04-07 09:00:45,267', '2031-04-07T09:00:45.267Z'],
    ['2031-04-07T09:00:45.267891+02:00', '2031-04-07T07:00:45.267Z'],
    ['2031-04-07T09:00:45Z', '2031-04-07T09:00:45.000Z'],
    ['2031-04-07 09:00:45 CEST', '2031-04-07T07:00:45.000Z'],
    ['2031/04/07 09:00:45', '2031-04-07T09:00:45.000Z'],
    ['2031-04-07 09:00', '2031-04-07T09:00:00.000Z'],
    ['07/Apr/2031:09:00:45 +0100', '2031-04-07T08:00:45.000Z'],
    ['Mon Apr 07 09:00:45.123456 2031', '2031-04-07T09:00:45.123Z'],
    ['Mon, 07 Apr 2031 09:00:45 GMT', '2031-04-07T09:00:45.000Z'],
    ['Apr  7 09:00:45 2031 GMT', '2031-04-07T09:00:45.000Z'],
    ['07-Apr-2031 09:00:45.267', '2031-04-07T09:00:45.267Z'],
    ['April 7, 2031 9:00:45 AM', '2031-04-07T09:00:45.000Z'],
    ['07/04/2031 14:00:45', '2031-04-07T14:00:45.000Z'],
    ['07/04/2031:14:00:45', '2031-04-07T14:00:45.000Z'],
    ['7.4.2031 9.00', '2031-04-07T09:00:00.000Z'],
    ['07.04.2031 klo 9.00.45,3', '2031-04-07T09:00:45.300Z'],
    ['25/12/2031 2:00 PM', '2031-12-25T14:00:00.000Z'],
    ['12/25/2031 2:00:01 AM', '2031-12-25T02:00:01.000Z'],
    ['31/04/07 09:00:45', '2031-04-07T09:00:45.000Z'],
    ['20310407T090045Z', '2031-04-07T09:00:45.000Z'],
    ['20310407 09:00:45.5', '2031-04-07T09:00:45.500Z'],
    ['1933318845', '2031-04-07T09:00:45.000Z'],
    ['1933318845.267', '2031-04-07T09:00:45.267Z'],
    ['1933318845267', '2031-04-07T09:00:45.267Z'],
    ['1933318845267123', '2031-04-07T09:00:45.267Z'],
    ['1933318845267123456', '2031-04-07T09:00:45.267Z'],
    ['310407 9:00:45', '2031-04-07T09:00:45.000Z'],
    ['310407 090045 148', '2031-04-07T09:00:45.000Z']
  ])('%s', (text, expected) => {
    expect(instant(text)).toBe(expected)
  })

  it.each(['2031-02-30 10:00:00', '2031-04-07 25:00:00', 'version 1.2.3', '12345678', 'BK-20310407-001'])(
    '%s is none',
    (text) => {
      expect(instant(text)).toBeNull()
    }
  )

  it('reads clock times on the day known from elsewhere, in twelve-hour clocks too', () => {
    const day = '2031-04-07'
    expect(instant('09:34 AM', { day })).toBe('2031-04-07T09:34:00.000Z')
    expect(instant('12:05 AM', { day })).toBe('2031-04-07T00:05:00.000Z')
    expect(instant('2:15pm', { day })).toBe('2031-04-07T14:15:00.000Z')
    expect(instant('13:30 PM', { day })).toBe('2031-04-07T13:30:00.000Z')
    expect(instant('09:34')).toBeNull()
  })

  it('follows a clock past midnight and a date past New Year', () => {
    const times = createTimeFinder()
    const read = (lines: string[], day: string) => {
      const calendar = createCalendar({ zone: zone('UTC'), day })
      return lines.map((line) => calendar.instant(times.at(line, 0)!)?.slice(0, 16))
    }
    expect(read(['23:50:00', '23:59:59', '00:01:00'], '2031-04-07')).toEqual([
      '2031-04-07T23:50',
      '2031-04-07T23:59',
      '2031-04-08T00:01'
    ])
    expect(read(['Dec 31 23:59:00', 'Jan  1 00:01:00'], '2031-12-30')).toEqual(['2031-12-31T23:59', '2032-01-01T00:01'])
    expect(read(['Feb 29 10:00:00', 'Mar  1 10:00:00'], '2032-03-01')).toEqual(['2032-02-29T10:00', '2032-03-01T10:00'])
  })

  it('reads days without a year as people note them; between two clocks a dash is no offset', () => {
    const day = '2031-07-02'
    expect(instant('02/07 08:47 release', { day })).toBe('2031-07-02T08:47:00.000Z')
    expect(instant('02-07 08:47 release', { day })).toBe('2031-07-02T08:47:00.000Z')
    expect(instant('Wed 2 Jul 10:55-11:05', { day })).toBe('2031-07-02T10:55:00.000Z')
    expect(instant('2 Jul 17:06 CET press', { day })).toBe('2031-07-02T16:06:00.000Z')
    expect(instant('2 Jul 17:06:30 2031', { day })).toBe('2031-07-02T17:06:30.000Z')
  })

  it('reads no offset from the end of a span, nor from minutes that no clock is off by', () => {
    expect(instant('7 April 2031, 07:00-08:30', { name: '+02:00' })).toBe('2031-04-07T05:00:00.000Z')
    expect(instant('2031-04-07 07:00-08:41', { name: '+02:00' })).toBe('2031-04-07T05:00:00.000Z')
  })

  it('takes the year on which the written weekday falls', () => {
    expect(instant('Tue Apr  7 09:00:00', { day: '2031-01-01' })).toBe('2026-04-07T09:00:00.000Z')
  })

  it('reads local times by the rules of their zone', () => {
    expect(instant('2031-07-07 09:00:00', { name: 'Europe/London' })).toBe('2031-07-07T08:00:00.000Z')
    expect(instant('2031-01-07 09:00:00', { name: 'Europe/London' })).toBe('2031-01-07T09:00:00.000Z')
    expect(instant('2031-01-07 09:00:00', { name: '+05:30' })).toBe('2031-01-07T03:30:00.000Z')
    const london = zoneClock('Europe/London')
    const hour = (text: string) => new Date(london(Date.parse(`${text}Z`))).toISOString()
    // The hour from 01:00 occurs twice on 26 October 2031; the first is taken.
    expect(hour('2031-10-26T01:30:00')).toBe('2031-10-26T00:30:00.000Z')
    expect(hour('2031-10-26T02:00:00')).toBe('2031-10-26T02:00:00.000Z')
  })

  it('knows day-first from month-first by the dates that allow only one', () => {
    expect(dateOrderOf(['04/05/2031 x', '04/25/2031 x'])).toBe('month-first')
    expect(dateOrderOf(['04/05/2031 x', '25/04/2031 x'])).toBe('day-first')
    expect(dateOrderOf(['04/05/2031 x'])).toBe('day-first')
    expect(dateOrderOf(['04/09/2031 x'], { day: '2031-04-09' })).toBe('month-first')
    expect(dateOrderOf(['04/09/2031 x'], { day: '2031-09-04' })).toBe('day-first')
    expect(dateOrderOf(['04-09 05:30 x'], { day: '2031-04-09' })).toBe('month-first')
    expect(dateOrderOf(['04-09 05:30 x'], { day: '2031-09-04' })).toBe('day-first')
    expect(dateOrderOf(['04/09/2031 05:30:00 AM'])).toBe('month-first')
    expect(dateOrderOf(['04/09/2031, 05:30:00 am'])).toBe('day-first')
  })

  it('reads back any instant it is given, whatever the offset', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2001-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.integer({ min: -48, max: 56 }),
        (date, quarters) => {
          const offset = quarters * 15
          const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 23)
          const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
            String(part).padStart(2, '0')
          )
          expect(instant(`${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`)).toBe(date.toISOString())
        }
      )
    )
  })
})

describe('dates in prose', () => {
  it.each([
    ['Incident Date: Monday, 7th April 2031', '2031-04-07', 1],
    ['on April 7, 2031 we saw', '2031-04-07', null],
    ['Collection Period: 2031-04-07 09:00 - 14:30', '2031-04-07', null],
    ['from 7/4/2031', '2031-04-07', null]
  ])('%s', (text, date, weekday) => {
    expect(dateInText(text)).toMatchObject({ date, weekday })
  })
  it('finds none where there is none', () => expect(dateInText('Version 2031.4 of 12 May')).toBeNull())
})

it('knows offsets and abbreviations from other words', () => {
  expect(['Z', 'BST', '-0530', '+02'].map(offsetMinutesOf)).toEqual([0, 60, -330, 120])
  expect(['INFO', '+99:00', ''].map(offsetMinutesOf)).toEqual([null, null, null])
})
