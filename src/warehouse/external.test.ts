import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWarehouse, type Warehouse } from './index.ts'

const external = process.env['INQUEST_EXTERNAL']

describe.skipIf(external === undefined)('warehouses of real incidents (SKIPPED without INQUEST_EXTERNAL)', () => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'inquest-external-'))
  const warehouses: Warehouse[] = []

  beforeAll(async () => {
    const incidents = join(external ?? '', 'incident')
    for (const name of readdirSync(incidents)) {
      warehouses.push(await openWarehouse(join(incidents, name), { cacheDir, cacheBytes: 1e9 }))
    }
  })
  afterAll(async () => {
    await Promise.all(warehouses.map((warehouse) => warehouse[Symbol.asyncDispose]()))
    rmSync(cacheDir, { recursive: true, force: true })
  })

  const ask = async (sql: string) =>
    (await Promise.all(warehouses.map((warehouse) => warehouse.query(sql)))).map(({ rows }) => rows)

  it('hold as many rows as the sources count, and every line', async () => {
    expect(warehouses.length).toBeGreaterThan(0)
    for (const warehouse of warehouses) {
      for (const { id, records, lines } of warehouse.incident.sources) {
        for (const [table, count] of Object.entries(records)) {
          expect((await warehouse.query(`SELECT count(*) FROM ${table} WHERE source_id = $1`, [id])).rows).toEqual([[count]])
        }
        expect((await warehouse.query('SELECT count(*) FROM lines WHERE source_id = $1', [id])).rows).toEqual([[lines.total]])
      }
    }
  })

  it('see repeated statements as few operations, each with parameters that have names', async () => {
    for (const [row] of await ask('SELECT count(*), count(DISTINCT fingerprint) FROM statements')) {
      const [runs = 0, fingerprints = 0] = (row ?? []).map(Number)
      expect(fingerprints).toBeLessThanOrEqual(Math.max(1, runs / 3))
    }
    const unnamed = await ask(
      "SELECT DISTINCT k FROM (SELECT unnest(json_keys(parameters)) AS k FROM statements) WHERE k LIKE '$%'"
    )
    expect(unnamed.flat()).toEqual([])
  })

  it('read a duration wherever a message states one', async () => {
    const missed = await ask(
      "SELECT message FROM events WHERE duration_ms IS NULL AND regexp_matches(message, '(took|time:|in) [0-9.]+ ?(ms|s)\\b')"
    )
    expect(missed.flat()).toEqual([])
  })

  it('redact every personal value that they know', () => {
    for (const warehouse of warehouses) {
      expect(warehouse.pseudonyms.length).toBeGreaterThan(0)
      const leaking = warehouse.pseudonyms.filter(
        ({ value, pseudonym }) => warehouse.redact(`said ${value}.`) !== `said ${pseudonym}.`
      )
      expect(leaking).toEqual([])
    }
  })
})
