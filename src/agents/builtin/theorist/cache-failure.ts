import { state, type ValuesOf } from '../../../domain/index.ts'
import { hitsLeft, predictionsFor, readsAnew, type Row, rowsIn, worstCache } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { triggerOf } from './change-trigger.ts'

/** A tenth of the hits lost is worth a hypothesis. */
const worthAsking = 0.9

/** A cache no longer answers what it did. Undefined when no cache is measured to lose its hits. */
export async function cacheFailure(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const cache = worstCache(await ask(desk, 'series_onsets', frame))
  const onset = cache?.text('onset')
  if (!cache || !onset || hitsLeft(cache) > worthAsking || cache.text('direction') !== 'down') return undefined
  const operations = rowsIn(await ask(desk, 'operations', frame))
  const behind = cameMoreOften(operations)
  const name = cache.text('entity')
  const draft = {
    category: 'cache-failure',
    component: `the cache ${name ?? ''}${name ? ' ' : ''}(${cache.text('series')})${behind ? `, before ${behind.text('label')}` : ''}`,
    subject: subjectOf({
      population: behind ? (behind.text('population') === 'spans' ? 'spans' : 'statements') : null,
      operation: behind?.text('operation') ?? null,
      entity: name ?? cache.text('series'),
      series: cache.text('series')
    }),
    statement: state('the cache stopped answering: {series} fell from {before} to {now} from {at} on', {
      series: [cache.cite('series'), 'text'],
      before: [cache.cite('baseline_median'), 'number'],
      now: [cache.cite('window_median'), 'number'],
      at: [cache.cite('onset'), 'time']
    }),
    mechanism: mechanismOf(cache, behind),
    onset,
    onsetResolutionSeconds: Math.max(60, cache.number('resolution_seconds') ?? 60),
    proposedBy: 'theorist',
    predictions: predictionsFor('cache-failure')
  } as const
  return { ...draft, trigger: await triggerOf(desk, draft) }
}

function mechanismOf(cache: Row, behind: Row | undefined): HypothesisDraft['mechanism'] {
  const values: ValuesOf = {
    series: [cache.cite('series'), 'text'],
    ...(behind
      ? {
          statement: [behind.cite('label'), 'text'],
          before: [behind.cite('baseline_runs'), 'integer'],
          now: [behind.cite('runs'), 'integer']
        }
      : {})
  }
  return state(
    behind
      ? 'what {series} no longer finds has to be worked out anew each time: {statement} is logged {now} times in the window and {before} times before it, for about as many requests'
      : 'what {series} no longer finds has to be worked out anew each time by what stands behind the cache',
    values
  )
}

/** The statement whose runs rose most against all others: a cache stands before some of them. Traces show one that was never run before. */
function cameMoreOften(operations: readonly Row[]): Row | undefined {
  const rise = (row: Row): number => (row.number('runs') ?? 0) / ((row.number('baseline_runs') ?? 0) + 1)
  const often = operations.filter((row) => (row.number('runs') ?? 0) >= 10)
  const of = (population: string): Row[] => often.filter((row) => row.text('population') === population)
  const statements = of('statements')
  return (statements.length > 0 ? statements : of('spans').filter(readsAnew)).sort((a, b) => rise(b) - rise(a))[0]
}
