import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar } from './calendar.ts'

describe('the calendar', () => {
  it('keeps every appointment that was not called off, in order of time and then of making', () => {
    const appointments = fc.array(fc.record({ at: fc.integer({ min: 0, max: 50 }), cancelled: fc.boolean() }), { maxLength: 400 })
    fc.assert(
      fc.property(appointments, (planned) => {
        const calendar = createCalendar()
        const happened: [number, number][] = []
        const made = planned.map(({ at }, order) => calendar.at(at, () => happened.push([calendar.now(), order])))
        for (const [order, { cancelled }] of planned.entries()) if (cancelled) made[order]?.cancel()
        calendar.run(50)
        const kept = planned.flatMap(({ at, cancelled }, order): [number, number][] => (cancelled ? [] : [[at, order]]))
        expect(happened).toEqual(kept.toSorted(([a, i], [b, j]) => a - b || i - j))
      })
    )
  })

  it('takes no notice of a call-off after the event', () => {
    const calendar = createCalendar()
    const first = calendar.at(1, () => {})
    let rang = false
    calendar.at(3, () => {
      rang = true
    })
    calendar.run(2)
    for (let i = 0; i < 200; i++) first.cancel()
    calendar.run(4)
    expect(rang).toBe(true)
  })
})
