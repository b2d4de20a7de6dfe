import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'

const day = '2031-05-06'
const window = { from: at('11:00'), to: at('12:00') }

/** Every five minutes a file of rates is loaded, as on any day; at 11:58 the switch tells of a port, at 11:57 somebody says why. */
const files = {
  'app.log': [
    ...Array.from({ length: 24 }, (_, i) => {
      const time = `${10 + Math.floor(i / 12)}:${String((5 * i) % 60).padStart(2, '0')}`
      return `${day} ${time}:00.000 [loader] INFO  u.g.Rates - delta applied, import finished ${i}`
    }),
    `${day} 11:57:00.000 [ops] INFO  u.g.Desk - we have blocked the address of that crawler by hand and it is quiet`
  ].join('\n'),
  'switch.log': [
    `${day} 10:10:00.000 [io] INFO  u.g.Switch - self test passed`,
    `${day} 11:58:00.000 [io] INFO  u.g.Switch - Interface Gi2/0/27, changed state to down`,
    `${day} 12:20:00.000 [io] INFO  u.g.Switch - Interface Gi2/0/28, changed state to down`
  ].join('\n'),
  'postgres.log': [
    `${day} 11:09:30.000 UTC [812] ops@desk LOG:  statement: CREATE INDEX CONCURRENTLY ix_day ON visits (day);`,
    `${day} 11:55:30.000 UTC [812] ops@desk LOG:  duration: 2760000.000 ms`
  ].join('\n'),
  'changes.json': JSON.stringify([
    { deployed_at: at('11:40'), ref: 'chg-1', title: 'certificate of the shop renewed', service: 'shop' },
    { deployed_at: at('11:59'), ref: 'chg-2', title: 'rollback to 4.1', service: 'shop' }
  ])
}

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident(files)
})
afterAll(() => incident[Symbol.asyncDispose]())

const told = async () =>
  (await incident.ask('what_ended_harm', { window })).rows.map(([, lag, kind, , what, remedies]) => ({
    lag,
    kind,
    what,
    remedies
  }))

describe('what ended harm', () => {
  it('is the rare thing shortly before the end, the nearest first, with the causes that it would have ended', async () => {
    expect((await told())[0]).toEqual({
      lag: 120,
      kind: 'line',
      what: 'Interface Gi2/0/27, changed state to down',
      remedies: 'network-fault'
    })
  })

  it('is a statement that was logged as it began, when it is over', async () => {
    expect(await told()).toContainEqual(expect.objectContaining({ kind: 'statement', lag: 270, remedies: 'inefficient-query' }))
  })

  it('keeps what people say apart from what machines write', async () => {
    expect(await told()).toContainEqual(expect.objectContaining({ kind: 'said', remedies: 'abusive-traffic' }))
  })

  it('is no routine, nothing long before or after, and no roll-back', async () => {
    const whats = (await told()).map(({ what }) => String(what))
    expect(whats.filter((what) => /import finished|certificate|Gi2\/0\/28|rollback/.test(what))).toEqual([])
  })

  it('is not found where nothing rare happened', async () => {
    expect((await incident.ask('what_ended_harm', { window: { from: at('10:00'), to: at('10:40') } })).status).toBe('no_data')
  })
})
