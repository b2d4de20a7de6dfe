import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Detector, Instant, rowsOf, RunRecord } from '../domain/index.ts'
import type { Ledger } from '../evidence/index.ts'
import { InquestError } from '../foundation/index.ts'
import { runFiles } from './run-folder.ts'

/** How a run's detector does on other materials. */
export interface OtherBacktest {
  readonly detector: Detector
  /** Null when the other materials hold nothing of what it watches. */
  readonly firings: number | null
  readonly firstFiringAt: Instant | null
}

export interface OtherBacktests {
  /** Hours between the first and the last thing measured or logged in the other materials. */
  readonly hours: number
  readonly detectors: readonly OtherBacktest[]
}

/** What the other materials cover: samples and runs, not changes of the week before. */
const extent = `SELECT min(ts) AS first, max(ts) AS last FROM (
  SELECT ts FROM metrics UNION ALL SELECT ts FROM requests UNION ALL SELECT ts FROM operations)`

/**
 * Tries a run's detectors on other materials: on a healthy day every firing is a false alarm, on another incident of the
 * kind each is a hit. Throws InquestError `materials` when the run has no detectors or the materials no time.
 */
export async function backtestOn(runFolder: string, ledger: Ledger): Promise<OtherBacktests> {
  const proven = (await readRecord(runFolder)).design?.monitoring?.detectors ?? []
  if (proven.length === 0) {
    throw new InquestError(
      'materials',
      `The run in ${runFolder} has no detectors.`,
      'Investigate an incident that has a cause, with this version.'
    )
  }
  return tryDetectors(
    proven.map(({ detector }) => detector),
    ledger
  )
}

/** The same with detectors at hand. Throws InquestError `materials` for materials of no time. */
export async function tryDetectors(detectors: readonly Detector[], ledger: Ledger): Promise<OtherBacktests> {
  const call = (tool: string, args: Record<string, unknown>) => ledger.call({ tool, arguments: args }, { by: 'backtest' })
  const [covered] = rowsOf(await call('sql', { query: extent }))
  const [from, to] = [Instant.safeParse(covered?.['first']).data, Instant.safeParse(covered?.['last']).data]
  if (from === undefined || to === undefined) {
    throw new InquestError(
      'materials',
      'The other materials measure nothing at any time.',
      'Name a folder with metrics or timed logs.'
    )
  }
  const results: OtherBacktest[] = []
  for (const detector of detectors) {
    const { facts, status } = await call('backtest', { rule: detector.rule, window: { from, to } })
    const firings = facts['firings']
    results.push({
      detector,
      firings: status === 'found' && typeof firings === 'number' ? firings : null,
      firstFiringAt: Instant.safeParse(facts['first_firing_at']).data ?? null
    })
  }
  return { hours: (Date.parse(to) - Date.parse(from)) / 3_600_000, detectors: results }
}

/** A finished run's report. Throws InquestError `materials` where there is none of this version. */
export async function readRecord(runFolder: string): Promise<RunRecord> {
  const path = join(runFolder, runFiles.record)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InquestError('materials', `No ${runFiles.record} in ${runFolder}.`, 'Name the folder of a finished run.', { cause })
  })
  const parsed = RunRecord.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data
  throw new InquestError('materials', `${path} is no report of this version.`, 'Investigate again, then try its detectors.')
}
