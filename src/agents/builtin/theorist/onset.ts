import { epochMsOf, type Evidence, type Instant, instantOf } from '../../../domain/index.ts'
import { type Row, rowsIn, type Scene, sceneCalls, sceneOf, textIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { askAll } from '../ask.ts'

export interface Onset {
  readonly onset: Instant | null
  readonly onsetResolutionSeconds: number
}

/** A log dates to the second at best. */
const leastSeconds = 1

/** Of the first slow runs so many show how often one was logged. */
const firstSlow = 6

/**
 * An operation is slow since its first slow run, or since any time after the run that was logged before it; the first that a
 * sample keeps lags the first there was by up to three of the mean gap between slow runs (95 % of exponential gaps). Harm
 * that departs within what is not known so dates it: a cause does not begin after its effect.
 */
export function onsetOfRuns(runs: Evidence | undefined, harm: Instant | null = null): Onset {
  const onset = textIn(runs, 'first_slow_at')
  if (!onset) return { onset: null, onsetResolutionSeconds: leastSeconds }
  const rows = rowsIn(runs)
  const before = rows.findLast((row) => (row.text('time') ?? onset) < onset)?.text('time')
  const gap = before ? epochMsOf(onset) - epochMsOf(before) : 0
  // Many logs write a run when it has ended.
  const duration = rows.find((row) => row.text('time') === onset)?.number('duration_ms') ?? 0
  const known = Math.max(leastSeconds, Math.round((gap + duration) / 1000))
  const late = harm === null ? 0 : Math.round((epochMsOf(onset) - epochMsOf(harm)) / 1000)
  if (harm === null || late <= 0 || late > Math.max(known, lagOf(rows) / 1000)) return { onset, onsetResolutionSeconds: known }
  return { onset: harm, onsetResolutionSeconds: Math.max(known, late) }
}

function lagOf(rows: readonly Row[]): number {
  const slow = rows.filter((row) => row.value('slow') === true).slice(0, firstSlow)
  const [first, last] = [slow[0]?.text('time'), slow.at(-1)?.text('time')]
  return first && last && slow.length > 1 ? (3 * (epochMsOf(last) - epochMsOf(first))) / (slow.length - 1) : 0
}

/** Lines that tell of what happened: how many, and the last of them. */
interface Told {
  readonly count: number | null
  readonly last: Instant | null
}

/**
 * What log lines tell of began some time before the first of them that a sample kept, by up to three of their mean gap. Where a
 * series shows requests fail in a step that ends by then, or within what is not known so, it began in that step: the middle of
 * what is left is nearest to all of it.
 */
export function onsetOfLines(first: Instant | null, { count, last }: Told, scene: Scene): Onset {
  if (first === null) return { onset: null, onsetResolutionSeconds: 60 }
  const end = last ?? scene.window?.to ?? first
  const gap = Math.max(0, epochMsOf(end) - epochMsOf(first)) / 1000 / Math.max(1, (count ?? 1) - 1)
  const known = Math.max(60, Math.round(3 * gap))
  const step = failingStep(scene)
  const late = step === null ? 0 : (epochMsOf(first) - step.from) / 1000
  if (step === null || late <= 0 || late > known + (step.to - step.from) / 1000)
    return { onset: first, onsetResolutionSeconds: known }
  const until = Math.min(step.to, epochMsOf(first))
  return { onset: instantOf((step.from + until) / 2), onsetResolutionSeconds: Math.max(known, Math.round(late)) }
}

/** The step, ms, in which a series first shows requests fail: of all such the one that ends first, the shortest of these. */
function failingStep({ evidence, baseline, window }: Scene): { from: number; to: number } | null {
  const healthyUntil = baseline && window && baseline.to <= window.from ? epochMsOf(baseline.to) : -Infinity
  const steps = rowsIn(evidence.onsets)
    .filter((row) => /^(errors|success)$/.test(row.text('role') ?? ''))
    .flatMap((row) => {
      const at = row.text('beyond_load_onset') ?? row.text('onset')
      const from = at === null ? null : epochMsOf(at)
      return from === null || from < healthyUntil ? [] : [{ from, to: from + (row.number('resolution_seconds') ?? 60) * 1000 }]
    })
  return steps.sort((a, b) => a.to - b.to || b.from - a.from)[0] ?? null
}

/** When harm is first seen to depart from normal. */
export const harmAt = async (desk: Desk): Promise<Instant | null> => sceneOf(desk, await askAll(desk, sceneCalls(desk))).departsAt

/** A series moved some time in the step before the point that shows it. */
export function onsetOfSeries(onsets: Evidence | undefined, series: string | null): Onset {
  const row = rowsIn(onsets).find((one) => series !== null && one.text('series') === series)
  return {
    onset: row?.text('onset') ?? null,
    onsetResolutionSeconds: Math.max(leastSeconds, row?.number('resolution_seconds') ?? 60)
  }
}

/** A change acts from when it was made; that it shows in a log only later is the log's, or nobody had come by. */
export const earlier = (change: Instant | null, shown: Instant | null): Instant | null =>
  change !== null && (shown === null || change < shown) ? change : shown
