import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Incident } from '../../domain/index.ts'
import { loadWarehouse } from '../open-warehouse.ts'
import { madeFile } from '../made-file.ts'
import type { Warehouse } from '../warehouse.ts'
import { operationsColumns, tables } from './tables.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const incident: Incident = { name: 'made', materialsHash: 'a'.repeat(64), brief: null, sources: [] }

async function warehouseOf(...files: ReadonlyArray<ReturnType<typeof madeFile>>): Promise<Warehouse> {
  const folder = mkdtempSync(join(tmpdir(), 'inquest-load-'))
  folders.push(folder)
  return loadWarehouse(files, incident, folder)
}

const at = (second: number): string => `2031-04-07T09:00:${String(second).padStart(2, '0')}.000Z`

describe('a loaded warehouse', () => {
  it('has the columns of the contract in every table, and no others', async () => {
    await using warehouse = await warehouseOf(madeFile('S1', 'a', []))
    for (const [table, columns] of Object.entries({ ...tables, operations: operationsColumns })) {
      const { rows } = await warehouse.query(`DESCRIBE ${table}`)
      expect([table, rows.map(([name, type]) => [name, type])]).toEqual([table, Object.entries(columns)])
    }
  })

  it('keeps every record with its place, its order and its line', async () => {
    await using warehouse = await warehouseOf(
      madeFile('S1', 'a.log', [
        { table: 'events', ts: at(2), message: 'second', attributes: { b: 1, a: 'x', n: null } },
        { table: 'metrics', ts: at(1), series: 'cpu_percent', value: 5.5, unit: 'percent' }
      ]),
      madeFile('S2', 'b.log', [{ table: 'events', ts: at(1), entity: 'web-1', message: 'first\nand more' }])
    )
    expect(
      (
        await warehouse.query(
          'SELECT record_id, source_id, first_line, last_line, ts, entity, message, attributes FROM events ORDER BY 1'
        )
      ).rows
    ).toEqual([
      [1, 'S1', 1, 1, at(2), null, 'second', '{"b":1,"a":"x","n":null}'],
      [2, 'S2', 1, 1, at(1), 'web-1', 'first\nand more', '{}']
    ])
    expect((await warehouse.query('SELECT series, value, unit, role FROM metrics')).rows).toEqual([
      ['cpu_percent', 5.5, 'percent', 'cpu']
    ])
    expect((await warehouse.query('SELECT source_id, line, text FROM lines WHERE text LIKE $1', ['%second%'])).rows).toHaveLength(
      1
    )
    expect((await warehouse.query('SELECT source_id, path, lines, records FROM sources ORDER BY 1')).rows).toEqual([
      ['S1', 'a.log', 2, 2],
      ['S2', 'b.log', 1, 1]
    ])
  })

  it('keeps texts that no database likes', async () => {
    const nasty = ['nul \0 within', 'lone \uD800 surrogate', 'quote \' and " and \\', '🦉 ünïcode', '\u0001\u001B[31mred', '']
    await using warehouse = await warehouseOf(
      madeFile(
        'S1',
        'a.log',
        nasty.map((message) => ({ table: 'events', message }))
      )
    )
    const { rows } = await warehouse.query('SELECT message FROM events ORDER BY record_id')
    expect(rows.flat()).toEqual(nasty.map((text) => text.replace('\uD800', '\uFFFD')))
  })

  it('derives what messages, statements and targets tell', async () => {
    await using warehouse = await warehouseOf(
      madeFile('S1', 'a.log', [
        { table: 'events', level: 'info', message: 'Search for area=north took 1823 ms (threshold: 1000ms)' },
        { table: 'events', level: 'info', message: 'Search for area=south took 71 ms (threshold: 1000ms)' },
        { table: 'events', level: 'error', message: 'import failed after 5s' },
        { table: 'events', level: 'error', message: 'slow: 20 rows in 9s' },
        { table: 'events', level: 'info', message: 'hello' },
        { table: 'requests', method: 'GET', target: '/orders/17?full=yes', status: 503, durationMs: 12.5 },
        { table: 'requests', method: 'GET', target: '/orders/18', status: 200 },
        { table: 'statements', statement: "SELECT a FROM t WHERE b = 'x'", durationMs: 3, attributes: { error: 'cancelled' } },
        { table: 'statements', statement: 'SELECT a FROM t WHERE b = $1', durationMs: 4, attributes: { $1: 'y' } },
        { table: 'spans', name: 'charge', durationMs: 7, failed: true }
      ])
    )
    const { rows } = await warehouse.query(
      'SELECT population, operation, duration_ms, failed, parameters FROM operations ORDER BY population, record_id'
    )
    expect(rows).toEqual([
      ['events', 'Search for area=<*> took <*> ms (threshold: <*>)', 1823, false, '{"area":"north","threshold":"1000ms"}'],
      ['events', 'Search for area=<*> took <*> ms (threshold: <*>)', 71, false, '{"area":"south","threshold":"1000ms"}'],
      ['events', 'import failed after <*>', 5000, true, '{}'],
      ['events', 'slow: <*> rows in <*>', 9000, false, '{"slow":"20"}'],
      ['requests', 'GET /orders/{id}', 12.5, true, '{"full":"yes"}'],
      ['spans', 'charge', 7, true, null],
      ['statements', 'select a from t where b = ?', 3, true, '{"b":"x"}'],
      ['statements', 'select a from t where b = ?', 4, false, '{"b":"y"}']
    ])
    expect((await warehouse.query("SELECT tables, verb FROM statements WHERE tables = ['t'] LIMIT 1")).rows).toEqual([
      ['["t"]', 'select']
    ])
  })

  it('gives pseudonyms in order of first appearance, spellings together, and redacts by them', async () => {
    await using warehouse = await warehouseOf(
      madeFile(
        'S1',
        'a',
        [],
        [
          ['email', 'Ann@Example.org'],
          ['name', 'Ann Byron'],
          ['ip', '10.0.0.7']
        ]
      ),
      madeFile(
        'S2',
        'b',
        [],
        [
          ['email', 'ann@example.org'],
          ['ip', '10.0.0.8'],
          ['phone', '0161 496 0000'],
          ['phone', '01614960000']
        ]
      )
    )
    expect(warehouse.pseudonyms.map(({ value, pseudonym }) => [value, pseudonym])).toEqual([
      ['Ann@Example.org', 'email-1'],
      ['Ann Byron', 'person-1'],
      ['10.0.0.7', 'ip-1'],
      ['ann@example.org', 'email-1'],
      ['10.0.0.8', 'ip-2'],
      ['0161 496 0000', 'phone-1'],
      ['01614960000', 'phone-1']
    ])
    expect(warehouse.redact('Ann Byron <ann@example.org> from 10.0.0.8')).toBe('person-1 <email-1> from ip-2')
  })
})
