import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReadFile } from './reader.ts'
import { readMaterials, wholeFile } from './index.ts'
import { accountingProblems } from './testing/read-text.ts'

/** Materials that nobody here wrote lie outside the project; without them these tests cannot say anything. */
const external = process.env['INQUEST_EXTERNAL']
const incidents =
  external === undefined ? [] : readdirSync(join(external, 'incident')).map((name) => join(external, 'incident', name))

async function read(folder: string): Promise<ReadFile[]> {
  const files: ReadFile[] = []
  for await (const file of readMaterials(folder)) files.push(wholeFile(file))
  return files
}

/** Records whose written time does not stand on their own lines, or could not be placed. */
function badlyPlaced({ items, lines }: ReadFile): number[] {
  return items.flatMap((item) => {
    if (item.kind !== 'record' || item.record.tsOriginal === null) return []
    const own = lines.slice(item.firstLine - 1, item.lastLine).join('\n')
    return own.includes(item.record.tsOriginal) && item.record.ts !== null ? [] : [item.firstLine]
  })
}

const statement = / duration: [\d.]+ ms {2}statement:/g
/** Counts of a file by patterns of its own, for each format of which a line or key tells a record. */
const counts: Record<string, (count: (pattern: RegExp) => number) => Record<string, number>> = {
  'postgres-stderr': (count) => ({ statements: count(statement), events: count(/^20/gm) - count(statement) }),
  'access-log': (count) => ({ requests: count(/^\d/gm) }),
  'alerts-json': (count) => ({ alerts: count(/"alert_id"/g) }),
  'reports-json': (count) => ({ reports: count(/"ticket_id"/g) }),
  logback: (count) => ({ events: count(/^20/gm) })
}

describe.skipIf(external === undefined)(
  'real incidents (SKIPPED unless INQUEST_EXTERNAL names the folder that holds them)',
  () => {
    it.each(incidents)('%s is read whole, each file by its own reader', async (folder) => {
      const files = await read(folder)
      expect(files.map(({ source }) => source.format).toSorted()).toEqual([
        'access-log',
        'alerts-json',
        'brief',
        'dashboard-json',
        'logback',
        'metrics-csv',
        'postgres-stderr',
        'posts-text',
        'reports-json'
      ])
      expect(files.flatMap(accountingProblems)).toEqual([])
      expect(files.flatMap(({ source }) => source.rejections)).toEqual([])
      expect(files.flatMap(badlyPlaced)).toEqual([])
      expect(Math.min(...files.map(({ source }) => source.confidence))).toBeGreaterThan(0.85)
    })

    it.each(incidents)('%s holds as many records as patterns count', async (folder) => {
      const files = (await read(folder)).filter(({ source }) => source.format in counts)
      const counted = files.map(({ source }) => {
        const text = readFileSync(join(folder, source.path), 'utf8')
        return counts[source.format]?.((pattern) => text.match(pattern)?.length ?? 0)
      })
      expect(files.map(({ source }) => source.records)).toEqual(counted)
    })
  }
)
