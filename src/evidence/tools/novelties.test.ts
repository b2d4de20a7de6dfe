import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'

const window = { from: at('11:00'), to: at('12:00') }
const baseline = { from: at('10:00'), to: at('10:55') }
const day = '2031-05-06'
const minutes = (hour: number, each: (minute: string, i: number) => string): string[] =>
  Array.from({ length: 20 }, (_, i) => each(`${hour}:${String(3 * i).padStart(2, '0')}`, i))

/** From eleven on a program nobody knows asks, and its way is refused; a log of another host is of that hour alone. */
const files = {
  'app.log': [
    ...minutes(10, (time, i) => `${day} ${time}:00.000 [http-1] INFO  u.g.permits.Checkout - Permit ${i} paid`),
    ...minutes(11, (time, i) => `${day} ${time}:00.000 [http-1] INFO  u.g.permits.Checkout - Permit ${i} paid`),
    ...minutes(11, (time, i) => `${day} ${time}:01.000 [http-1] ERROR u.g.permits.Stamp - seal ${i} of no known key`)
  ].join('\n'),
  'late.log': minutes(11, (time, i) => `${day} ${time}:00.000 [io] INFO  u.g.Printer - sheet ${i} printed`).join('\n'),
  'calls.jsonl': [...minutes(10, (time) => time), ...minutes(11, (time) => time)]
    .map((time, i) =>
      JSON.stringify({ ts: `${day}T${time}:00.000Z`, message: 'called', program: i < 20 || i % 2 === 0 ? 'desk' : 'sweeper' })
    )
    .join('\n'),
  'changes.json': JSON.stringify([{ deployed_at: at('10:50'), ref: 'rel-88', title: 'Release 88', service: 'permits' }])
}

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident(files)
})
afterAll(() => incident[Symbol.asyncDispose]())

const found = async () => {
  const { rows, facts } = await incident.ask('novelties', { window, baseline })
  return { facts, rows: rows.map(([kind, who, what, count, before]) => ({ kind, who, what, count, before })) }
}

describe('what is new since harm', () => {
  it('tells the lines that came and by whom, and not those that come as ever', async () => {
    const { rows } = await found()
    expect(rows).toContainEqual(
      expect.objectContaining({ kind: 'line', count: 20, before: 0, what: expect.stringContaining('seal') })
    )
    expect(rows.filter(({ what }) => String(what).includes('paid'))).toEqual([])
  })

  it('tells the value that a column did not hold before', async () => {
    const values = (await found()).rows.filter(({ kind }) => kind === 'value')
    expect(values).toContainEqual({ kind: 'value', who: 'program', what: 'sweeper', count: 10, before: 0 })
    expect(values.filter(({ what }) => what === 'desk')).toEqual([])
  })

  it('takes nothing for new of a source that tells of no healthy time, unless it complains', async () => {
    expect((await found()).rows.filter(({ what }) => String(what).includes('sheet'))).toEqual([])
  })

  it('tells a change shortly before harm as well', async () => {
    expect((await found()).rows).toContainEqual(
      expect.objectContaining({ kind: 'change', what: expect.stringContaining('rel-88') })
    )
  })

  it('finds nothing where there is nothing', async () => {
    const empty = { from: at('03:00'), to: at('04:00') }
    expect(await incident.ask('novelties', { window: empty, baseline: null })).toMatchObject({ status: 'no_data' })
  })
})
