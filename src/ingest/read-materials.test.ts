import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { InquestError } from '../foundation/index.ts'
import { hashMaterials, readMaterials, wholeFile } from './index.ts'
import type { ReadFile } from './reader.ts'
import { samples } from './testing/samples.ts'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-'))
  made.push(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

async function read(folder: string) {
  const files: ReadFile[] = []
  const reading = readMaterials(folder)
  for (;;) {
    const next = await reading.next()
    if (next.done) return { files, incident: next.value, of: (path: string) => files.find(({ source }) => source.path === path) }
    files.push(wholeFile(next.value))
  }
}

const failure = (folder: string): Promise<unknown> => read(folder).catch((thrown: unknown) => thrown)

describe('a folder of materials', () => {
  it('is read file by file in the order of paths, nested folders too, dot-files and links left alone', async () => {
    const outside = folderOf({ 'secret.log': samples['logback'] ?? '' })
    const folder = folderOf({
      'b.log': samples['logback'] ?? '',
      'a/db.txt': samples['postgres'] ?? '',
      '.hidden.log': 'x',
      '.git/config': 'x'
    })
    symlinkSync(join(outside, 'secret.log'), join(folder, 'link.log'))
    symlinkSync(outside, join(folder, 'linked'))
    const { files, incident } = await read(folder)
    expect(files.map(({ source }) => [source.id, source.path, source.format])).toEqual([
      ['S1', 'a/db.txt', 'postgres-stderr'],
      ['S2', 'b.log', 'logback']
    ])
    expect(incident.sources).toEqual(files.map(({ source }) => source))
    expect(readdirSync(folder).toSorted()).toEqual(['.git', '.hidden.log', 'a', 'b.log', 'link.log', 'linked'])
  })

  it('is recognised by content and not by names', async () => {
    const { of } = await read(
      folderOf({ 'x.csv': samples['logback'] ?? '', 'y.log': samples['metrics'] ?? '', z: samples['alerts'] ?? '' })
    )
    expect(['x.csv', 'y.log', 'z'].map((path) => of(path)?.source.format)).toEqual(['logback', 'metrics-csv', 'alerts-json'])
  })

  it('has the same hash wherever it lies, and another when a byte or a name changes', async () => {
    const [one, same, byte, name] = await Promise.all(
      [{ 'a.log': 'one' }, { 'a.log': 'one' }, { 'a.log': 'two' }, { 'b.log': 'one' }].map(
        async (files) => (await hashMaterials(folderOf(files))).materialsHash
      )
    )
    expect(one).toBe(same)
    expect(new Set([one, byte, name]).size).toBe(3)
    expect((await read(folderOf({ 'a.log': 'it broke' }))).incident.materialsHash).toBe(
      (await hashMaterials(folderOf({ 'a.log': 'it broke' }))).materialsHash
    )
  })

  it('may be compressed, in Latin-1, UTF-16 or with a BOM, with any line ends', async () => {
    const text = '2031-04-07 09:00:45.267 [main] INFO  c.e.App - Café\n2031-04-07 09:00:46.267 [main] INFO  c.e.App - two\n'
    const { files } = await read(
      folderOf({
        'bom.log': `\uFEFF${text}`,
        'crlf.log': text.replaceAll('\n', '\r\n'),
        'cr.log': text.replaceAll('\n', '\r'),
        'gz.log': gzipSync(text),
        'latin.log': Buffer.from(text, 'latin1'),
        'nul.log': `\0\0\0\0${text}`,
        'utf16.log': Buffer.from(`\uFEFF${text}`, 'utf16le')
      })
    )
    for (const { source, items } of files) {
      expect([source.path, source.format, source.lines.total]).toEqual([source.path, 'logback', 2])
      expect(items[0]).toMatchObject({ record: { message: 'Café', ts: '2031-04-07T09:00:45.267Z' } })
    }
  })

  it('reports what can be read beside what cannot, with reason and next step', async () => {
    const folder = folderOf({
      'app.log': samples['logback'] ?? '',
      'core.bin': Uint8Array.from({ length: 400 }, (_, i) => (i * 7) % 32),
      'empty.log': '',
      'no.log': 'x',
      'blank.txt': '\n\n',
      'old.zip': Buffer.from('504b030400000000', 'hex')
    })
    chmodSync(join(folder, 'no.log'), 0)
    const { of } = await read(folder)
    expect(of('app.log')?.source.format).toBe('logback')
    for (const [path, reason] of [
      ['core.bin', /binary/],
      ['empty.log', /0 bytes/],
      ['blank.txt', /blank/],
      ['old.zip', /zip.*Unpack/]
    ] as const) {
      expect(of(path)?.source).toMatchObject({ format: 'unread', lines: { total: 0 } })
      expect(of(path)?.source.notes[0]).toMatch(reason)
    }
    // The superuser may read everything.
    expect(of('no.log')?.source.notes[0] ?? '').toMatch(process.getuid?.() === 0 ? /./ : /may not read.*chmod/)
  })

  it.each([
    ['that is missing', () => join(tmpdir(), 'no-such-folder-anywhere'), /no folder/],
    ['that is a file', () => join(folderOf({ 'a.log': 'x' }), 'a.log'), /is a file/],
    ['that is empty', () => folderOf({}), /holds no files/],
    [
      'of which nothing can be read',
      () => folderOf({ 'a.log': '', 'b.log': '' }),
      /Nothing .* could be read[\s\S]*a\.log: The file is empty/
    ]
  ])('%s is refused with what to do next', async (_, folder, message) => {
    const thrown = await failure(folder())
    expect(thrown).toBeInstanceOf(InquestError)
    expect(thrown).toMatchObject({
      code: 'materials',
      message: expect.stringMatching(message),
      nextStep: expect.stringMatching(/\w/)
    })
  })

  it('stops when asked to', async () => {
    const reading = readMaterials(folderOf({ 'a.log': 'it broke' }), { signal: AbortSignal.abort() })
    await expect(reading.next()).rejects.toThrow(/abort/i)
  })
})

describe('instances', () => {
  it('are named by paths when several files of one format exist, and not when there is one', async () => {
    const log = samples['logback'] ?? ''
    const entities = async (files: Record<string, string>) =>
      (await read(folderOf(files))).files
        .map(({ items }) => items.find(({ kind }) => kind === 'record'))
        .map((item) => (item?.kind === 'record' ? item.record.entity : 'none'))
    expect(await entities({ 'app.log': log })).toEqual([null])
    expect(await entities({ 'app-1.log': log, 'app-2.log': log })).toEqual(['app-1', 'app-2'])
    expect(await entities({ 'web1/app.log': log, 'web2/app.log': log })).toEqual(['web1', 'web2'])
    expect(await entities({ 'shop.log': log, 'pay.log': log })).toEqual(['pay', 'shop'])
    expect(await entities({ 'app.log': log, 'error.log': log })).toEqual([null, null])
  })
})

describe('zones', () => {
  const app = (hour: number) =>
    Array.from(
      { length: 8 },
      (_, i) => `2031-07-07 ${String(hour).padStart(2, '0')}:0${i}:1${i}.000 [main] INFO c.e.App - step ${i}\n`
    ).join('')
  const access = Array.from(
    { length: 8 },
    (_, i) => `10.0.0.${i} - - [07/Jul/2031:09:0${i}:1${i} +0000] "GET / HTTP/1.1" 200 5\n`
  ).join('')

  it('come from the data, and local clocks are placed by what both saw', async () => {
    const { of } = await read(folderOf({ 'access.log': access, 'app.log': app(10), 'cpu.csv': samples['metrics'] ?? '' }))
    expect(of('access.log')?.source.zone).toMatchObject({ name: 'UTC', basis: 'offset-in-data' })
    expect(of('app.log')?.source).toMatchObject({
      zone: { name: '+01:00', basis: 'inferred' },
      firstTime: '2031-07-07T09:00:10.000Z'
    })
    expect(of('app.log')?.source.zone.support).toMatch(/8 of its 8/)
  })
  it('are not those of the first hours of a long log, where a clock begins late', async () => {
    const start = Date.parse('2031-07-07T06:00:00Z')
    const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19)
    const busy = (from: number, minutes: number): number[] =>
      Array.from({ length: 60 * minutes }, (_, i) => from + i * 1000).filter((ms) => ((ms / 1000) * 7919) % 101 < 60)
    const long = busy(start, 200)
      .flatMap((ms, i) => (i % 2 === 0 ? [ms, ms] : [ms]))
      .map((ms) => `10.0.0.9 - - [07/Jul/2031:${clock(ms)} +0000] "GET /p HTTP/1.1" 200 5\n`)
      .join('')
    const late = busy(start + 2 * 3_600_000, 65)
      .map(
        (ms) => `2031/07/07 ${clock(ms)} [error] 7#7: *${ms % 977} connect() failed (111: refused) while connecting to upstream\n`
      )
      .join('')
    const { of } = await read(folderOf({ 'access.log': long, 'error.log': late }))
    expect(of('error.log')?.source.firstTime).toMatch(/^2031-07-07T08:00:0/)
  })

  it('are not where most seconds meet by chance because a log is busiest then', async () => {
    const start = Date.parse('2031-07-07T08:00:00Z')
    const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19)
    const seconds = (often: (minute: number) => number, salt: number): number[] =>
      Array.from({ length: 60 * 100 }, (_, i) => start + i * 1000).filter(
        (ms, i) => ((ms / 1000) * salt) % 101 < often(Math.floor(i / 60))
      )
    const busy = seconds((minute) => (minute < 60 ? 20 : 95), 7919).map(
      (ms) => `{"ts":"2031-07-07T${clock(ms)}Z","msg":"served"}\n`
    )
    const local = seconds(() => 3, 6007).map(
      (ms) => `10.0.0.9 - - [07/Jul/2031:${clock(ms + 3_600_000)} +0100] "GET / HTTP/1.1" 200 5\n`
    )
    const own = seconds(() => 60, 5003).map((ms) =>
      `2031-07-07 ${clock(ms + 3_600_000)}.000 [main] INFO c.e.App - step\n`.repeat(3)
    )
    const { of } = await read(folderOf({ 'store.jsonl': busy.join(''), 'door.log': local.join(''), 'app.log': own.join('') }))
    expect(of('app.log')?.source.zone.name).toBe('+01:00')
  })

  it('come from the brief before they are inferred', async () => {
    const { of } = await read(
      folderOf({ 'app.log': app(10), 'incident.yaml': 'title: Slow\nservice: Slots\nzone: Europe/London\n' })
    )
    expect(of('app.log')?.source).toMatchObject({
      zone: { name: 'Europe/London', basis: 'brief' },
      firstTime: '2031-07-07T09:00:10.000Z'
    })
  })
  it('are local where a column says so and one source states what that is', async () => {
    const stated = Array.from({ length: 8 }, (_, i) => `{"ts":"2031-07-07T10:0${i}:1${i}+01:00","msg":"step ${i}"}\n`).join('')
    const { of } = await read(folderOf({ 'app.jsonl': stated, 'plans.csv': 'interval_start_local,runs\n07/07/2031 10:00,5\n' }))
    expect(of('plans.csv')?.source).toMatchObject({ zone: { name: '+01:00' }, firstTime: '2031-07-07T09:00:00.000Z' })
  })
  it('stand in the head of a Windows performance log, which writes the month first', async () => {
    const rows = [0, 1, 2].map((minute) => `06/09/2031 10:0${minute}:00.000,17.${minute}`).join('\n')
    const head = String.raw`(PDH-CSV 4.0) (GMT Daylight Time)(-60),\\DB01\Processor(_Total)\% Processor Time`
    const { of } = await read(folderOf({ 'perfmon.csv': `${head}\n${rows}\n` }))
    expect(of('perfmon.csv')?.source).toMatchObject({ zone: { name: '+01:00' }, firstTime: '2031-06-09T09:00:00.000Z' })
  })
  it('are those by which a busy log begins and ends as others do, though it overlaps them in UTC too', async () => {
    const clock = (minutes: number): string =>
      [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
    const each = (from: number, line: (time: string) => string): string =>
      Array.from({ length: 300 }, (_, i) => `${line(clock(from + i))}\n`).join('')
    const door = each(540, (time) => `10.0.0.1 - - [07/Jul/2031:${time}:00 +0200] "GET / HTTP/1.1" 200 5`)
    const store = each(420, (time) => `{"ts":"2031-07-07T${time}:30Z","msg":"served"}`)
    const desk = (from: number) => each(from, (time) => `2031-07-07 ${time}:00 [main] INFO c.e.Desk - opened`)
    const zoneOfDesk = async (files: Record<string, string>) => (await read(folderOf(files))).of('desk.log')?.source.zone.name
    expect(await zoneOfDesk({ 'door.log': door, 'store.jsonl': store, 'desk.log': desk(540) })).toBe('+02:00')
    // In UTC as it stands; a shift that no source states; and a log of its own length.
    expect(await zoneOfDesk({ 'door.log': door, 'store.jsonl': store, 'desk.log': desk(420) })).toBe('UTC')
    expect(await zoneOfDesk({ 'door.log': door, 'store.jsonl': store, 'desk.log': desk(480) })).toBe('UTC')
    // Cut at an odd minute beside a clock that is UTC by its format.
    const odd = (text: string) => text.split('\n').slice(0, 293).join('\n')
    expect(await zoneOfDesk({ 'store.jsonl': odd(store), 'desk.log': odd(desk(480)) })).toBe('+01:00')
    expect(await zoneOfDesk({ 'store.jsonl': store, 'desk.log': desk(480) })).toBe('UTC')
    const shorter = desk(540).split('\n').slice(0, 250).join('\n')
    expect(await zoneOfDesk({ 'door.log': door, 'store.jsonl': store, 'desk.log': shorter })).toBe('UTC')
  })
  it('are the clock on the wall for what people write to the minute, where machines state what that is', async () => {
    const stated = Array.from({ length: 8 }, (_, i) => `{"ts":"2031-07-07T10:0${i}:1${i}+01:00","msg":"step ${i}"}\n`).join('')
    const other = Array.from({ length: 8 }, (_, i) => `{"ts":"2031-07-07T09:0${i}:4${i}Z","msg":"step ${i}"}\n`).join('')
    const { of } = await read(
      folderOf({
        'app.jsonl': stated,
        'store.jsonl': other,
        'room.txt': '10:03 eva: it is slow\n10:07 jon: put back\n',
        'machine.txt': '2031-07-07 09:03:07 began\n2031-07-07 09:07:12 ended\n',
        'changes.txt': '07.07.2031 10:01:30 local  release 5\n'
      })
    )
    expect(of('room.txt')?.source).toMatchObject({ zone: { name: '+01:00' }, firstTime: '2031-07-07T09:03:00.000Z' })
    expect(of('changes.txt')?.source.zone.name).toBe('+01:00')
    expect(of('machine.txt')?.source.zone.name).toBe('UTC')
  })
  it('are assumed to be UTC when nothing tells', async () => {
    const { of } = await read(folderOf({ 'app.log': app(10) }))
    expect(of('app.log')?.source.zone.basis).toBe('assumed-utc')
  })
})
