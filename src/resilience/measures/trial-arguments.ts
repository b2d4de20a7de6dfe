import type { CallArguments, TimeWindow } from '../../domain/index.ts'
import type { MeasureDraft } from './draft-measures.ts'

/** Rows of the trial that are no measures. */
export const scalingRow = (factor: number): string => `only ${factor} times the units`
export const scalingFactors = [2, 5] as const
export const togetherRow = 'all protections together'

const numberOf = ({ parameters }: MeasureDraft, name: string): number | undefined => {
  const value = parameters.find((each) => each.name === name)?.value
  return typeof value === 'number' ? value : undefined
}

/** What the pool's simulation can be told of a measure; null where it knows no such thing, or a parameter is missing. */
function changeOf(draft: MeasureDraft): CallArguments | null {
  const [timeout, limit, size] = ['timeout', 'limit', 'size'].map((name) => numberOf(draft, name))
  switch (draft.kind) {
    case 'fix-cause':
      return { cause_removed: true }
    case 'statement-timeout':
    case 'call-timeout':
      return timeout === undefined ? null : { work_timeout_ms: timeout }
    case 'wait-timeout': {
      const wait = numberOf(draft, 'wait-timeout')
      return wait === undefined ? null : { wait_timeout_ms: wait }
    }
    case 'admission-limit': {
      const [inFlight, queue] = ['in-flight', 'queue-limit'].map((name) => numberOf(draft, name))
      if (inFlight !== undefined) return { pool_size: inFlight, queue_limit: 0 }
      return queue === undefined ? null : { queue_limit: queue }
    }
    case 'bulkhead':
      return limit === undefined ? null : { bulkhead_limit: limit }
    case 'circuit-breaker': {
      const minimum = numberOf(draft, 'minimum')
      return timeout === undefined || minimum === undefined ? null : { breaker: { minimum, slow_ms: timeout, open_ms: 30_000 } }
    }
    case 'pool-size':
      return size === undefined ? null : { pool_size: size }
    default:
      return null
  }
}

/** Arguments of one `measure_trial` for all drafts that can be tried, beside more of the resource alone. */
export function trialArguments(
  drafts: readonly MeasureDraft[],
  frame: { readonly window: TimeWindow; readonly baseline: TimeWindow | null },
  operation: string | null
): CallArguments | null {
  const tried = drafts.flatMap((draft) => {
    const change = changeOf(draft)
    return change ? [{ name: draft.id, ...change }] : []
  })
  const protections = drafts
    .filter(({ kind, effect }) => effect !== 'removes' && kind !== 'pool-size')
    .flatMap((draft) => changeOf(draft) ?? [])
  const together = protections.length > 1 ? [{ name: togetherRow, ...Object.assign({}, ...protections) }] : []
  if (tried.length === 0) return null
  const scaled = scalingFactors.map((factor) => ({ name: scalingRow(factor), scale: factor }))
  return { ...frame, operation, measures: [...tried, ...together, ...scaled] }
}
