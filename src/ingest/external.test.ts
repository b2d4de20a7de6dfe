import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReadFile } from './reader.ts'
import { readMaterials } from './index.ts'

/** Materials that nobody here wrote lie outside the project; without them these tests cannot say anything. */
const external = process.env['INQUEST_EXTERNAL']
const incidents =
  external === undefined ? [] : readdirSync(join(external, 'incident')).map((name) => join(external, 'incident', name))

describe.skipIf(external === undefined)(
  'real incidents (SKIPPED unless INQUEST_EXTERNAL names the folder that holds them)',
  () => {
    it.each(incidents)('%s is read whole', async (folder) => {
      const files: ReadFile[] = []
      for await (const file of readMaterials(folder)) files.push(file)
      expect(files.map(({ source }) => source.format).toSorted()).toEqual([
        'access-log',
        'alerts-json',
        'brief',
        'dashboard-json',
        'logback',
        'metrics-csv',
        'posts-text',
        'postgres-stderr',
        'reports-json'
      ])
      for (const { source, items, lines } of files) {
        const { records, structure, blank, rejected, total } = source.lines
        expect([source.format, rejected, records + structure + blank]).toEqual([source.format, 0, total])
        expect([source.format, source.confidence > 0.85]).toEqual([source.format, true])
        for (const item of items) {
          // What a record says its time was is written on its own lines.
          if (item.kind !== 'record' || item.record.tsOriginal === null) continue
          const own = lines.slice(item.firstLine - 1, item.lastLine).join('\n')
          expect(own).toContain(item.record.tsOriginal)
          if (source.format !== 'posts-text') expect(item.record.ts).not.toBeNull()
        }
      }
    })

    it.each(incidents)('%s agrees with a count of its lines by pattern', async (folder) => {
      for await (const { source } of readMaterials(folder)) {
        const text = readFileSync(join(folder, source.path), 'utf8')
        const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
        if (source.format === 'postgres-stderr')
          expect(source.records).toEqual({
            statements: count(/ duration: [\d.]+ ms {2}statement:/g),
            events: count(/^20/gm) - count(/ duration: [\d.]+ ms {2}statement:/g)
          })
        if (source.format === 'access-log') expect(source.records).toEqual({ requests: count(/^\d/gm) })
        if (source.format === 'alerts-json') expect(source.records).toEqual({ alerts: count(/"alert_id"/g) })
        if (source.format === 'reports-json') expect(source.records).toEqual({ reports: count(/"ticket_id"/g) })
        if (source.format === 'dashboard-json') expect(source.records.metrics).toBe(count(/"value": -?\d[\d.]*\}/g))
      }
    })
  }
)
