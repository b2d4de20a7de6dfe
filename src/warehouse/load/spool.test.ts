import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { openSpool } from './spool.ts'
import type { ColumnType } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'inquest-spool-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const columns = {
  a: 'VARCHAR',
  list: 'VARCHAR[]',
  n: 'DOUBLE',
  json: 'JSON',
  moment: 'TIMESTAMP',
  yes: 'BOOLEAN'
} as const satisfies Record<string, ColumnType>
const word = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'n',
      'z',
      'e',
      '\n',
      '\r',
      '\0',
      '\t',
      '\u001C',
      '\u001D',
      '\u001E',
      '\u001F',
      '"',
      "'",
      '\\',
      ',',
      '['
    )
  }),
  fc.constantFrom('', 'NULL', 'null', '[]', 'x'.repeat(5000), '\u001Cz', '\u001Cen')
)
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })

it('what is written comes back, whatever the texts hold', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          orNull(word),
          orNull(fc.array(word, { maxLength: 4 })),
          orNull(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))),
          orNull(fc.record({ x: word })),
          orNull(
            fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
          ),
          orNull(fc.boolean())
        ),
        { maxLength: 30 }
      ),
      async (rows) => {
        const instance = await DuckDBInstance.create(':memory:')
        const connection = await instance.connect()
        await connection.run(
          `CREATE TABLE t (${Object.entries(columns)
            .map(([name, type]) => `${name} ${type}`)
            .join(', ')})`
        )
        const file = join(folder, 'rows')
        const spool = openSpool(connection, 't', columns, file)
        for (const row of rows) spool.append(row)
        await spool.close()
        expect(existsSync(file)).toBe(false)
        const back = (
          await connection.runAndReadAll(
            `SELECT a, list, n, json, strftime(moment, '%Y-%m-%dT%H:%M:%S.') || lpad((epoch_ms(moment) % 1000)::VARCHAR, 3, '0') || 'Z', yes FROM t`
          )
        ).getRowsJson()
        expect(back).toEqual(
          rows.map(([a, list, n, json, at, yes]) => [a, list, n, json === null ? null : JSON.stringify(json), at, yes])
        )
        connection.closeSync()
        instance.closeSync()
      }
    ),
    { numRuns: 60 }
  ))

it('a row of many megabytes is a row', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('CREATE TABLE t (a VARCHAR)')
  const spool = openSpool(connection, 't', { a: 'VARCHAR' }, join(folder, 'long'))
  const texts = ['a', 'é'.repeat(3_000_000), 'b']
  for (const text of texts) spool.append([text])
  await spool.close()
  expect((await connection.runAndReadAll('SELECT length(a) FROM t')).getRowsJson()).toEqual([['1'], ['3000000'], ['1']])
  connection.closeSync()
  instance.closeSync()
})
