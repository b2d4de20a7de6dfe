import { grouped } from '../../foundation/index.ts'
import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { type Contrast, contrastOf } from '../contrast-attribute.ts'
import { queryRows } from '../query-rows.ts'
import { attributesOf, type RunAttribute } from '../run-attributes.ts'
import { readRuns, type Run, slowThreshold } from '../runs.ts'
import { inSpan, spanOf } from '../span.ts'
import { holm } from '../statistics/index.ts'
import { readSurroundings } from '../surroundings.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { windowArgument } from '../window.ts'
import { populationArgument } from './operations.ts'

const Arguments = z.object({
  population: populationArgument,
  operation: z.string().nullable().default(null),
  window: windowArgument,
  threshold_ms: z.number().positive().nullable().default(null)
})

const columns = columnsOf('attribute kind separation p_value slow_summary fast_summary slow_n fast_n perfect')
const mostRows = 40
const noBest = { best_attribute: null, best_separation: null, best_rule: null, best_exceptions: null, best_p_value: null }

export const contrast: EvidenceTool<typeof Arguments> = {
  name: 'contrast',
  description:
    'What tells slow runs of an operation from fast ones: each parameter, quantity derived from parameters (days ahead, range width, ' +
    'length), category, client, time, and the load, holders, waiters and CPU of the time, by how far it separates them (0.5 not at ' +
    'all, 1 perfectly). Without an operation each run is slow or fast by the measure of its own; runs of operations that ran in the window alone are left out. p-values are adjusted for the number of attributes (Holm). best_exceptions says on how many runs the best ' +
    'rule is wrong. Separation is not yet a cause: it tells what to look at.',
  arguments: Arguments,
  run: async ({ population, operation, window, threshold_ms }, context) => {
    const span = spanOf(window)
    const {
      runs: everywhere,
      total,
      every
    } = await readRuns(context, { population, ...(operation === null ? {} : { operation }) })
    const threshold = operation === null && threshold_ms === null ? null : slowThreshold(everywhere, threshold_ms ?? undefined)
    const limits = threshold ? null : thresholdsOf(everywhere)
    // Where others ran before or after, one that ran in the window alone has no measure of its own: neither slow nor fast.
    const known = new Set(everywhere.filter((run) => !inSpan(run.at, span)).map((run) => run.operation))
    const isNew = (run: Run): boolean => limits !== null && known.size > 0 && !known.has(run.operation)
    const limitOf = (run: Run): number => threshold?.thresholdMs ?? limits?.get(run.operation) ?? Infinity
    const inside = everywhere.filter(
      (run) => inSpan(run.at, span) && !isNew(run) && (!run.failed || run.durationMs > limitOf(run))
    )
    const slow = inside.map((run) => run.durationMs > limitOf(run))
    const slowCount = slow.filter(Boolean).length
    const facts = {
      slow: slowCount,
      fast: inside.length - slowCount,
      threshold_ms: threshold?.thresholdMs ?? null,
      gap_ratio: threshold?.gapRatio ?? null,
      bimodal: threshold?.bimodal ?? null,
      ...noBest
    }
    const sources = inside.map(({ source }) => source)
    if (slowCount < 3 || inside.length - slowCount < 3) {
      const what = operation === null ? population : `"${operation}" in ${population}`
      const reading = `Too few to compare: ${slowCount} slow and ${inside.length - slowCount} fast runs of ${what} in the window (${total} in all).`
      return { status: inside.length === 0 ? 'no_data' : 'found', reading, facts, sources }
    }
    const attributes = [
      ...attributesOf(inside, await moreColumns(context, population, every, inside)),
      ...(await surroundingsOf(context, inside))
    ]
    const found = attributes.map((attribute) => contrastOf(attribute, slow)).filter((one) => one !== null)
    const adjusted = holm(found.map(({ pValue }) => pValue))
    const ranked = found.map((one, i) => ({ ...one, pValue: adjusted[i] ?? 1 })).sort(byStrength)
    const best = ranked[0]
    return {
      status: 'found',
      reading: best
        ? `Of ${ranked.length} attributes, "${best.attribute}" separates ${slowCount} slow from ${inside.length - slowCount} fast runs best ` +
          `(${best.separation.toFixed(2)}, p ${best.pValue < 1e-9 ? 'below 1e-9' : best.pValue.toPrecision(2)}): ${best.rule}, wrong on ${best.exceptions}` +
          `${best.perfect ? ', a perfect separation' : ''}.`
        : 'No attribute varies among these runs.',
      facts: best
        ? {
            ...facts,
            best_attribute: best.attribute,
            best_separation: best.separation,
            best_rule: best.rule,
            best_exceptions: best.exceptions,
            best_p_value: best.pValue
          }
        : facts,
      columns,
      rows: ranked
        .slice(0, mostRows)
        .map((one) => [
          one.attribute,
          one.kind,
          one.separation,
          one.pValue,
          one.slowSummary,
          one.fastSummary,
          one.slowN,
          one.fastN,
          one.perfect
        ]),
      omitted: ranked.length > mostRows ? { rows: ranked.length - mostRows, why: 'the strongest are shown' } : null,
      sources
    }
  }
}

/** Across operations a run is slow by the measure of its own. */
function thresholdsOf(runs: readonly Run[]): Map<string, number> {
  const byOperation = grouped(runs, ({ operation }) => operation)
  return new Map([...byOperation].map(([operation, same]) => [operation, slowThreshold(same)?.thresholdMs ?? Infinity]))
}

/** What chance does not explain first; among those the strongest; of equals the likelier to be no chance. */
function byStrength(a: Contrast, b: Contrast): number {
  const real = ({ pValue }: Contrast) => (pValue <= 0.05 ? 1 : 0)
  return real(b) - real(a) || b.separation - a.separation || a.pValue - b.pValue || (a.attribute < b.attribute ? -1 : 1)
}

async function surroundingsOf(context: ToolContext, runs: readonly Run[]): Promise<RunAttribute[]> {
  const surroundings = await readSurroundings(context)
  const states = runs.map(({ at }) => surroundings.at(at))
  return (['load', 'holders', 'waiters', 'cpu'] as const)
    .map((name) => ({ name: `${name} at the time`, kind: 'surroundings' as const, numbers: states.map((state) => state[name]) }))
    .filter(({ numbers }) => numbers.some((value) => value !== null && value !== numbers[0]))
}

const columnsByPopulation: Record<string, readonly string[]> = {
  requests: ['client', 'user_agent', 'user_name', 'method'],
  statements: ['session', 'user_name', 'database'],
  events: ['thread', 'logger']
}

/** Columns of the population's own table, in the order of the runs. */
async function moreColumns(
  context: ToolContext,
  population: string,
  every: number,
  runs: readonly Run[]
): Promise<Map<string, (string | null)[]>> {
  const names = columnsByPopulation[population] ?? []
  const [least, most] = [Math.min(...runs.map(({ recordId }) => recordId)), Math.max(...runs.map(({ recordId }) => recordId))]
  if (names.length === 0) return new Map()
  const rows = await queryRows(
    context,
    `SELECT record_id, ${names.join(', ')} FROM ${population} WHERE record_id BETWEEN $1 AND $2
     ${every > 1 ? `AND hash(record_id) % ${every} = 0` : ''}`,
    [least, most],
    { rows: 500_000 }
  )
  const byId = new Map(rows.map((row) => [row.number('record_id'), row]))
  return new Map(
    names.map((name) => [name.replace('_', ' '), runs.map(({ recordId }) => byId.get(recordId)?.text(name) ?? null)])
  )
}
