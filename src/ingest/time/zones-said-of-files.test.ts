import { describe, expect, it } from 'vitest'
import { zonesSaidOfFiles } from './zones-said-of-files.ts'

const zonesOf = (note: string, ...paths: string[]): Record<string, string> =>
  Object.fromEntries([...zonesSaidOfFiles(note, paths)].map(([path, { zone }]) => [path, zone]))

describe('the zones that a note states for files', () => {
  it('gives the files that it names theirs, and the others the one that it states of none', () => {
    expect(zonesOf('Times CEST, only store.err in UTC.\nWe think of rain.', 'web/door.log', 'db/store.err')).toEqual({
      'web/door.log': 'CEST',
      'db/store.err': 'UTC'
    })
  })

  it('knows a file by its stem or folder, and a zone with its offset in brackets', () => {
    expect(zonesOf('Web logs in EET (UTC+2); figures UTC', 'web/door.log', 'figures.csv')).toEqual({
      'web/door.log': 'EET',
      'figures.csv': 'UTC'
    })
  })

  it('reads a zone in brackets after a place, one that is set equal to an abbreviation, and one that is spelt out', () => {
    expect(zonesOf('Figures in UTC, web in Oslo time (UTC+1).', 'web/door.log', 'figures.csv')).toEqual({
      'web/door.log': '+01:00',
      'figures.csv': 'UTC'
    })
    expect(zonesOf('Local time NZST = UTC+12.', 'a.log')).toEqual({ 'a.log': '+12:00' })
    expect(zonesOf('db writes UTC, the web log British Summer Time.', 'web/a.log')).toEqual({ 'web/a.log': 'BST' })
  })

  it('understands the names of another language', () => {
    expect(zonesOf('Zeiten MESZ', 'a.log')).toEqual({ 'a.log': '+02:00' })
  })

  it('takes no clock for a file from what happened when, nor one of two that differ', () => {
    expect(zonesOf('It began at 07:25 CET, as the DBA saw.', 'a.log')).toEqual({})
    expect(zonesOf('The shop is in CET, the office in EET', 'a.log')).toEqual({})
  })

  it('gives no file the zone of a clause that names others which tell their own', () => {
    const all = ['web/access.log', 'db/slow.log', 'app/pay.log']
    const said = 'Web writes local time, db and the dashboard UTC.'
    expect([...zonesSaidOfFiles(said, ['app/pay.log'], all)]).toEqual([])
    expect([...zonesSaidOfFiles(said, all)]).toEqual([
      ['web/access.log', { zone: 'local', named: 'folder' }],
      ['db/slow.log', { zone: 'UTC', named: 'folder' }]
    ])
  })

  it('knows places, zones of other parts of the world, and what stands in brackets behind a name', () => {
    expect(
      zonesOf('Front log and duty roster in Denver time (as always), store in UTC', 'front/f.log', 'duty/roster.txt')
    ).toEqual({
      'front/f.log': 'America/Denver',
      'duty/roster.txt': 'America/Denver'
    })
    expect(zonesOf('edge (two hosts, local time Oslo) -> app', 'edge.log', 'app.log')).toEqual({ 'edge.log': 'Europe/Oslo' })
    expect(zonesOf('Chat is EST, all else UTC.', 'chat.txt', 'a.log')).toEqual({ 'chat.txt': 'EST', 'a.log': 'UTC' })
    expect(zonesOf('Pacific time (UTC-7) except gauges (UTC)', 'gauges.csv', 'a.log')).toEqual({
      'gauges.csv': 'UTC',
      'a.log': '-07:00'
    })
  })

  it('goes by the file that is named before its folder', () => {
    expect(zonesOf('db in UTC; Kiosk export in browser time of Oslo', 'db/slow.log', 'db/kiosk_stats.csv')).toEqual({
      'db/slow.log': 'UTC',
      'db/kiosk_stats.csv': 'Europe/Oslo'
    })
  })

  it('knows a file by what its name begins with, if no other begins so', () => {
    expect(zonesOf('Times are CEST, edge_access is UTC', 'logs/edge_access_0410.log', 'app.log')).toEqual({
      'logs/edge_access_0410.log': 'UTC',
      'app.log': 'CEST'
    })
    expect(zonesOf('edge_access is UTC', 'edge_access_a.log', 'edge_access_b.log', 'app.log')['app.log']).toBe('UTC')
  })

  it('says nothing of files that no clause speaks of', () => {
    expect(zonesOf('store.err is in UTC', 'a.log')).toEqual({})
  })
})
