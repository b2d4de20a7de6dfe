import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RecordOf, TableName } from '../../domain/index.ts'
import { readMaterials, type ReadFile, wholeFile } from '../../ingest/index.ts'
import { FileSpec } from '../scenario/scenario.ts'
import type { WrittenFile } from '../untidy.ts'
import { createWorld, type World } from '../world/world.ts'
import { databaseEvents } from './database/database-events.ts'
import { statementSums } from './database/statement-statistics.ts'
import { loggedRequests } from './emitter.ts'
import { emitters } from './index.ts'
import { readings } from './testing/readings.ts'
import { contextOf, scenario, snapshots, write } from './testing/emitted.ts'
import { spansOf } from './traces/spans.ts'

async function read(files: ReadonlyMap<string, WrittenFile>): Promise<Map<string, ReadFile>> {
  const folder = mkdtempSync(join(tmpdir(), 'emitted-'))
  try {
    for (const [path, { bytes }] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
    const found = new Map<string, ReadFile>()
    for await (const file of readMaterials(folder)) found.set(file.path, wholeFile(file))
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const recordsOf = <T extends TableName>(file: ReadFile | undefined, table: T): RecordOf<T>[] =>
  (file?.items ?? []).flatMap((item) =>
    // The table has just been compared; the compiler cannot carry that over to a type parameter.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    item.kind === 'record' && item.table === table ? [item.record as RecordOf<T>] : []
  )
/** Values that are not the same one by one in order of size. */
const unlike = (expected: readonly number[], read: readonly unknown[], tolerance: number): number[] => {
  const [one, other] = [numbers(expected), numbers(read)]
  return one.filter((value, i) => Math.abs(value - (other[i] ?? Number.NaN)) > tolerance || other.length !== one.length)
}
const numbers = (values: readonly unknown[]): number[] => values.map(Number).sort((a, b) => a - b)

const names = Object.keys(emitters).filter((name) => name !== 'brief')
let world: World
let written: Map<string, WrittenFile>
let found: Map<string, ReadFile>
beforeAll(async () => {
  world = createWorld(scenario(), 3)
  written = new Map(names.map((name) => [`${name}/file`, write(contextOf(world, name))]))
  found = await read(written)
})

describe('what an emitter writes', () => {
  it('is of a format that is looked at here', () => {
    expect(names.filter((name) => !(name in readings))).toEqual([])
  })

  it.each(names)('%s is read by the reader of its format, record by record', (name) => {
    const { format = '', tables = [], each = 1 } = readings[name] ?? {}
    const file = found.get(`${name}/file`)
    const counts = Object.values(file?.source.records ?? {}).reduce((sum, count) => sum + count, 0)
    expect([file?.source.format, Object.keys(file?.source.records ?? {}).sort()]).toEqual([
      format,
      [...tables].filter((table) => (file?.source.records[table] ?? 0) > 0).sort()
    ])
    expect(file?.source.lines.rejected).toBe(0)
    expect(counts).toBeGreaterThan(0)
    expect(counts).toBe((written.get(`${name}/file`)?.records ?? 0) * each)
  })

  it.each(names.filter((name) => (readings[name]?.exact ?? 0) > 0))('%s has the times at which it happened', (name) => {
    const { exact = 1 } = readings[name] ?? {}
    const context = contextOf(world, name)
    const emitted = emitters[name]?.(context)
    const entries = emitted?.kind === 'lines' ? emitted.entries : []
    const moment = (ms: number): number => Math.floor(ms / exact) * exact
    const expected = entries.flatMap(({ at, record }) =>
      at === null || !record ? [] : [moment(Math.round(context.world.startMs + at))]
    )
    const times = (found.get(`${name}/file`)?.items ?? []).flatMap((item) =>
      item.kind === 'record' ? [Date.parse(item.record.ts ?? '')] : []
    )
    // A millisecond more or less is rounding.
    const near = new Set(times.flatMap((time) => (exact === 1 ? [time - 1, time, time + 1] : [time])))
    const off = expected.filter((time) => !near.has(time))
    expect(off).toEqual([])
  })

  it.each(Object.keys(readings).filter((name) => readings[name]?.tables.includes('requests')))(
    '%s tells of each request with what it took',
    (name) => {
      const { world: own, file } = contextOf(world, name)
      const logged = loggedRequests(own, file)
      const rows = recordsOf(found.get(`${name}/file`), 'requests')
      expect(rows.length).toBe(logged.length)
      expect(
        unlike(
          logged.map(({ status }) => status),
          rows.map(({ status }) => status),
          0
        )
      ).toEqual([])
      expect(
        unlike(
          logged.map(({ at, endedAt }) => endedAt - at),
          rows.map(({ durationMs }) => durationMs),
          1
        )
      ).toEqual([])
      const isEnd = ['aws-load-balancer', 'nginx-access', 'w3c-extended'].includes(name)
      const starts = logged.map(({ at, endedAt }) => Math.floor((own.startMs + (isEnd ? endedAt : at)) / 1000))
      const told = new Set(rows.map(({ ts }) => Math.floor(Date.parse(ts ?? '') / 1000)))
      expect(starts.filter((second) => !told.has(second) && !told.has(second + 1))).toEqual([])
    }
  )

  it.each(['postgres-csvlog', 'postgres-jsonlog', 'postgres-log', 'postgres-log-full', 'sql-server-trace'])(
    '%s tells of each statement with what it took',
    (name) => {
      const took = databaseEvents(contextOf(world, name)).flatMap(({ executed }) => (executed ? [executed.tookMs] : []))
      const rows = recordsOf(found.get(`${name}/file`), 'statements').map(({ durationMs }) => durationMs)
      expect(rows.length).toBe(took.length)
      expect(unlike(took, rows, 0.01)).toEqual([])
    }
  )

  it.each(['nested-traces', 'otlp-json', 'spans-json'])('%s has each span below its parent, with what it took', (name) => {
    const spans = spansOf(contextOf(world, name))
    const rows = new Map(recordsOf(found.get(`${name}/file`), 'spans').map((row) => [row.spanId, row]))
    const off = spans.filter(({ id, parent, tookMs, failed }) => {
      const row = rows.get(id)
      return row?.parentId !== parent || (row.failed ?? false) !== failed || Math.abs(row.durationMs - tookMs) > 0.01
    })
    expect(off).toEqual([])
  })
})

describe('sums over statements', () => {
  it.each(['postgres', 'mysql', 'sqlserver'] as const)('are read from the view of %s, in its units', async (kind) => {
    const context = contextOf(world, 'statement-statistics')
    const { service } = context.world.scenario
    const own = { ...service, database: { ...service.database, kind } }
    const inKind = { ...context, world: { ...context.world, scenario: { ...context.world.scenario, service: own } } }
    const files = await read(new Map([['view/file', write(inKind)]]))
    const rows = recordsOf(files.get('view/file'), 'statements')
    const expected = snapshots.flatMap((time) => statementSums(world, world.at(time)))
    expect(rows.map(({ attributes }) => attributes['calls'])).toEqual(expected.map(({ calls }) => calls))
    expect(rows.filter((row, i) => Math.abs(Number(row.attributes['total_ms']) - (expected[i]?.totalMs ?? 0)) > 1)).toEqual([])
    expect(new Set(rows.map(({ ts }) => ts?.slice(11, 16)))).toEqual(new Set(snapshots))
  })
})

describe('however untidy', () => {
  const lines = names.filter((name) => !['statements', 'spans'].includes(name) && emitters[name] !== undefined)

  it('a file has as many records as its writer counts', async () => {
    const isLines = lines.filter((name) => emitters[name]?.(contextOf(world, name)).kind === 'lines')
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(isLines, { minLength: 3, maxLength: 6 }),
        fc.record({
          crlf: fc.boolean(),
          gzip: fc.boolean(),
          gzipMembers: fc.integer({ min: 1, max: 4 }),
          skewSeconds: fc.integer({ min: -90, max: 90 }),
          zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
          gaps: fc.constantFrom([], [{ from: '10:14', until: '10:17' }])
        }),
        fc.constantFrom({}, { until: '10:20' }, { from: '10:05', until: '10:35' }),
        async (chosen, untidy, piece) => {
          const files = new Map(
            chosen.map((name) => {
              const context = contextOf(world, name, { ...piece, untidy: FileSpec.shape.untidy.parse(untidy) })
              return [`${name}/file`, write(context)]
            })
          )
          const readBack = await read(files)
          for (const name of chosen) {
            const { format = '', each = 1 } = readings[name] ?? {}
            const source = readBack.get(`${name}/file`)?.source
            const count = Object.values(source?.records ?? {}).reduce((sum, one) => sum + one, 0)
            expect([name, source?.format, count]).toEqual([name, format, (files.get(`${name}/file`)?.records ?? 0) * each])
          }
        }
      ),
      { numRuns: process.env['INQUEST_TEST_ALL'] ? 60 : 8 }
    )
  })
})
