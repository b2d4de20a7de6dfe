import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Evidence } from '../../domain/index.ts'
import { openWarehouse } from '../../warehouse/index.ts'
import { createLedger } from '../create-ledger.ts'
import { evidenceTools } from '../tools/index.ts'

/** A made incident that tools can be asked about; gone when disposed of. */
export interface MadeIncident extends AsyncDisposable {
  ask(tool: string, args?: Readonly<Record<string, unknown>>): Promise<Evidence>
}

/** Writes files (path → content) into a folder of their own, or takes a folder as it is, and opens every tool on it. */
export async function madeIncident(files: Readonly<Record<string, string>> | string): Promise<MadeIncident> {
  const root = await mkdtemp(join(tmpdir(), 'inquest-evidence-'))
  const folder = typeof files === 'string' ? files : join(root, 'incident')
  if (typeof files !== 'string') {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
  }
  const warehouse = await openWarehouse(folder, { cacheDir: join(root, 'cache'), cacheBytes: 1e9 })
  const ledger = createLedger({ warehouse, tools: evidenceTools, redact: false })
  return {
    ask: (tool, args = {}) => ledger.call({ tool, arguments: args }, { by: 'test' }),
    async [Symbol.asyncDispose]() {
      await warehouse[Symbol.asyncDispose]()
      await rm(root, { recursive: true, force: true })
    }
  }
}

/** A time on the day of made incidents, `10:05` or `10:05:30`. */
export function at(clock: string): string {
  return `2031-05-06T${clock.length === 5 ? `${clock}:00` : clock}.000Z`
}

/** A CSV of metrics, a row a minute from `from` (`HH:MM`), each column a function of the minute since then. */
export function metricsCsv(from: string, minutes: number, columns: Readonly<Record<string, (minute: number) => number>>): string {
  const start = Date.parse(at(from))
  const rows = Array.from({ length: minutes }, (_, minute) => {
    const time = new Date(start + minute * 60_000).toISOString()
    return [time, ...Object.values(columns).map((value) => String(Math.round(value(minute) * 100) / 100))].join(',')
  })
  return [['timestamp', ...Object.keys(columns)].join(','), ...rows].join('\n')
}

/** A repeatable wobble around 1: what healthy series do. */
export function wobble(minute: number, size = 0.1): number {
  return 1 + size * Math.sin(minute * 2.399) * Math.cos(minute * 0.71)
}
