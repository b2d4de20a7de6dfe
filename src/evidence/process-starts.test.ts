import { expect, it } from 'vitest'
import { at, madeIncident } from './testing/made-incident.ts'

it('a process that says that it serves was started again, in another version, or in the one before', async () => {
  const started = (time: string, version: string): string =>
    `${at(time)} INFO Started seat-service ${version} in 9.1 seconds\n${at(time).replace('00.000Z', '07.000Z')} INFO sold a seat`
  const log = [
    started('10:00', '4.1.0'),
    started('11:00', '4.2.0'),
    started('12:00', '4.2.0'),
    started('13:00', '4.1.0'),
    `${at('13:30')} INFO sold a seat`
  ].join('\n')
  await using incident = await madeIncident({ 'seat.log': log })
  const { rows, columns } = await incident.ask('interventions', { window: { from: at('10:00'), to: at('14:00') } })
  const of = (name: string): unknown[] => rows.map((row) => row[columns?.findIndex((column) => column.name === name) ?? -1])
  expect(of('kind')).toEqual(['deploy', 'restart', 'rollback'])
  expect(of('time')).toEqual([at('11:00'), at('12:00'), at('13:00')])
})
