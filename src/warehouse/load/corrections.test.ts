import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openColumnWriter } from './appending.ts'
import { madeFile, type MadeRecord } from '../made-file.ts'
import { loadFile } from './load-file.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function rowsOf(records: readonly MadeRecord[], heldEvents: number, sql: string): Promise<unknown[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'inquest-corrections-'))
  folders.push(folder)
  const path = join(folder, 'w.duckdb')
  await loadFile(path, [madeFile('S1', 'a.log', records)], { heldEvents })
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll(sql)).getRowsJson()
  connection.closeSync()
  instance.closeSync()
  return rows
}

describe('records that are written before all are seen', () => {
  it('have the templates and parameters that they have when all are held', async () => {
    const seats = ['north', 'south', 'east', 'west']
    const records: MadeRecord[] = Array.from({ length: 200 }, (_, i) => ({
      table: 'events',
      message:
        i % 3 === 0
          ? `Seat ${i} taken in hall ${i < 100 ? 'north' : (seats[i % 4] ?? '')} for ${i} ms`
          : `Order ${i < 150 ? 'ticket' : `kind-${seats[i % 4] ?? ''}`} was placed by machine after ${i}ms area=${i}`
    }))
    const sql = 'SELECT record_id, template, template_id, parameters, named_parameters, duration_ms FROM events ORDER BY 1'
    const [held, early] = [await rowsOf(records, 1000, sql), await rowsOf(records, 7, sql)]
    expect(held[0]?.[1]).toBe('Seat <*> taken in hall <*> for <*> ms')
    expect(early).toEqual(held)
  })

  it('have routes in which names among too many are values, each service by its own', async () => {
    const records: MadeRecord[] = ['shop', null].flatMap((entity) =>
      Array.from({ length: 60 }, (_, i): MadeRecord => ({
        table: 'requests',
        entity,
        method: 'GET',
        target: `/places/${String.fromCodePoint(97 + (i % 26), 97 + Math.floor(i / 26))}-hall/seats?x=1`
      }))
    )
    const routes = await rowsOf(
      [...records, { table: 'requests', entity: 'pay', method: 'GET', target: '/places/a-hall/seats' }],
      10,
      'SELECT DISTINCT entity, route FROM requests ORDER BY 1 NULLS FIRST'
    )
    expect(routes).toEqual([
      [null, 'GET /places/{}/seats'],
      ['pay', 'GET /places/a-hall/seats'],
      ['shop', 'GET /places/{}/seats']
    ])
  })
})

it('lists of texts are stored as they are', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('NULL', '', '"', '\\', '[a, b]', "it's")))),
      async (lists) => {
        const instance = await DuckDBInstance.create(':memory:')
        const connection = await instance.connect()
        await connection.run('CREATE TABLE t (x VARCHAR[])')
        const writer = await openColumnWriter(connection, 't', ['VARCHAR[]'])
        for (const list of lists) writer.append([list])
        await writer.close()
        const rows = (await connection.runAndReadAll('SELECT x FROM t')).getRowsJson()
        expect(rows).toEqual(lists.map((list) => [list]))
        connection.closeSync()
        instance.closeSync()
      }
    ),
    { numRuns: 30 }
  ))
