import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'

const window = { from: at('11:00'), to: at('12:00') }

let incident: MadeIncident
beforeAll(async () => {
  incident = await madeIncident({
    'app.log': '2031-05-06 10:00:00.000 [main] INFO u.g.Desk - opened',
    'changes.json': JSON.stringify([
      { deployed_at: at('10:40'), ref: '7be9104', title: 'group vars: tidy addresses, one list per role', service: 'desk' },
      {
        deployed_at: at('11:57'),
        ref: '41d0be2',
        title: 'Revert "group vars: tidy addresses" and config reloaded',
        service: 'desk'
      },
      { deployed_at: at('11:58'), ref: 'c0aa171', title: 'config reloaded', service: 'desk' }
    ])
  })
})
afterAll(() => incident[Symbol.asyncDispose]())

describe('a change that takes another back', () => {
  it('names it by the first words of its title, and one that takes nothing back names none', async () => {
    const { columns, rows } = await incident.ask('what_ended_harm', { window })
    const at = (name: string): number => columns.findIndex((column) => column.name === name)
    const told = rows.map((row) => [String(row[at('what')]).includes('Revert'), row[at('taken_ref')]])
    expect(told).toEqual([
      [false, null],
      [true, '7be9104']
    ])
  })
})
