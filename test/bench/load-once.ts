import { rmSync } from 'node:fs'
import type { z } from 'zod'
import { createLedger, evidenceTools } from '../../src/evidence/index.ts'
import { openWarehouse } from '../../src/warehouse/index.ts'

/** What one load in a process of its own took. */
export interface LoadFigures {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMb: number
  readonly records: number
  /** A further question, asked of what was loaded. */
  readonly questionSeconds: number
  readonly tools: readonly { readonly name: string; readonly ms: number; readonly status: string }[]
}

/** Loads a folder into a cache of its own, asks a question in SQL, and each tool that can be asked without more (`tools`). */
const [folder = '', cacheDir = '', question = '', asks = ''] = process.argv.slice(2)
const started = performance.now()
// Node 20 runs this file without a compiler: it knows no `await using`.
const warehouse = await openWarehouse(folder, { cacheDir, cacheBytes: Number.MAX_SAFE_INTEGER })
const seconds = (performance.now() - started) / 1000
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const records = warehouse.incident.sources.flatMap((source) => Object.values(source.records)).reduce((sum, n) => sum + n, 0)
const asked = performance.now()
await warehouse.query(question)
const questionSeconds = (performance.now() - asked) / 1000
const tools: { name: string; ms: number; status: string }[] = []
const ledger = createLedger({ warehouse, tools: evidenceTools, redact: true })
const wanted = asks === 'tools' ? await usualArguments() : {}
for (const tool of asks === 'tools' ? evidenceTools : []) {
  const from = performance.now()
  const status = await ledger.call({ tool: tool.name, arguments: argumentsOf(tool) }, { by: 'bench' }).then(
    (evidence) => evidence.status,
    () => 'refused'
  )
  tools.push({ name: tool.name, ms: performance.now() - from, status })
}
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6
const figures: LoadFigures = { seconds, cpuSeconds, peakMb: maxRSS / 1024, records, questionSeconds, tools }
process.send?.(figures)
await warehouse[Symbol.asyncDispose]()
rmSync(cacheDir, { recursive: true, force: true })

/** The second half of the materials as the incident, the first as the usual; the operation that runs most. */
async function usualArguments(): Promise<Record<string, z.core.util.JSONType>> {
  const times = warehouse.incident.sources.flatMap(({ firstTime, lastTime }) =>
    [firstTime, lastTime].filter((time) => time !== null)
  )
  const [from = '', to = ''] = [times.toSorted()[0], times.toSorted().at(-1)]
  const middle = new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString()
  const { rows } = await warehouse.query(
    'SELECT population, operation FROM operations GROUP BY ALL ORDER BY count(*) DESC, 2 LIMIT 1'
  )
  const [population = 'requests', operation = ''] = rows[0] ?? []
  return {
    window: { from: middle, to },
    baseline: { from, to: middle },
    time: middle,
    population,
    operation,
    query: 'SELECT count(*) FROM lines',
    pattern: 'error'
  }
}

/** Of these the ones that the tool takes. */
function argumentsOf({ arguments: { shape } }: (typeof evidenceTools)[number]): typeof wanted {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => name in shape))
}
