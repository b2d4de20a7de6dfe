import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMaterials } from './index.ts'

/** The zones of the files of a made folder, by path. */
async function zonesOf(files: Readonly<Record<string, string>>, held = Infinity): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'zones-'))
  try {
    for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content)
    const reading = readMaterials(folder, { limits: { held } })
    for (;;) {
      const next = await reading.next()
      if (next.done) return Object.fromEntries(next.value.sources.map(({ path, zone }) => [path, zone.name]))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const line = (time: string): string => `2031-07-07 ${time} [main] INFO c.e.Desk - opened\n`

describe('a clock without a zone', () => {
  it('is that of by far the most machines of the house that write no offset', async () => {
    const seconds = Array.from({ length: 12 }, (_, i) => String(10 + 4 * i))
    const house = {
      'store.jsonl': seconds.map((s) => `{"ts":"2031-07-07T09:00:${s}Z","msg":"step"}\n`).join(''),
      'wall.jsonl': '{"ts":"2031-07-07T10:00:00+01:00","msg":"began"}\n',
      'aligned.log': seconds.map((s) => line(`10:00:${s}`)).join(''),
      'other.log': line('10:07:12')
    }
    // One alone may be the odd one.
    expect(await zonesOf(house)).toMatchObject({ 'aligned.log': '+01:00', 'other.log': 'UTC' })
    const second = { ...house, 'as-well.log': seconds.map((s) => line(`10:00:${s}`)).join('') }
    expect(await zonesOf(second)).toMatchObject({ 'as-well.log': '+01:00', 'other.log': '+01:00' })
  })

  it('is not what a note says of one file by its name, beside which it may be laid', async () => {
    const clock = (from: number): string[] => Array.from({ length: 60 }, (_, i) => `${from}:${String(i).padStart(2, '0')}:00`)
    const zones = await zonesOf({
      'README.txt': 'Lending desk: the export of the scheduler is local time (UTC+1), ws_access is UTC.\n',
      'ws_access_utc.log': clock(10).map(line).join(''),
      'scheduler.csv': 'time,job\n2031-07-07 11:00:10,begin\n',
      'desk.log': clock(11).map(line).join('')
    })
    expect(zones).toMatchObject({ 'ws_access_utc.log': 'UTC', 'desk.log': '+01:00' })
  })

  it('is laid beside others by where it begins and ends, also when it is too large to be held', async () => {
    const times = Array.from({ length: 6000 }, (_, i) => new Date(Date.parse('2031-07-07T09:00:00Z') + i * 1000).toISOString())
    const utc = times.filter((_, i) => i % 90 === 0 || i === 5999).map((ts) => `{"ts":"${ts}","msg":"step"}\n`)
    const files = {
      'store.jsonl': utc.join(''),
      'wall.jsonl': '{"ts":"2031-07-07T10:00:00+01:00","msg":"began"}\n{"ts":"2031-07-07T12:30:00+01:00","msg":"over"}\n',
      'busy.log': times.map((ts) => line(`${Number(ts.slice(11, 13)) + 1}${ts.slice(13, 19)}`)).join('')
    }
    expect(await zonesOf(files)).toMatchObject({ 'busy.log': '+01:00' })
    expect(await zonesOf(files, 100_000)).toMatchObject({ 'busy.log': '+01:00' })
  })
})
