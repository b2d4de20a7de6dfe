import { citeFact, type Evidence, state, type Statement, type Trigger, type ValuesOf } from '../../../domain/index.ts'
import { flagIn, has, numberIn, predictionsFor, rowsIn, runsLimit } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import type { Standout } from '../standouts.ts'
import { componentOf } from './component.ts'
import { datedByChange, harmStep, onsetOfRuns } from './onset.ts'
import { changeAsItBegan, triggerOf } from './change-trigger.ts'

/** One kind of work does more than it should. Undefined when its runs cannot be seen one by one. */
export async function inefficientQuery(
  desk: Desk,
  suspect: Standout,
  operations: Evidence | undefined
): Promise<HypothesisDraft | undefined> {
  const { population, operation } = suspect
  const frame = framed(desk)
  const runs = await ask(desk, 'operation_runs', { population, operation, window: desk.window, limit: runsLimit })
  if (!frame || !has(runs, 'slow_max_ms') || !numberIn(runs, 'slow')) return undefined
  const templates = await ask(desk, 'log_templates', { ...frame, limit: 200 })
  const pool = await ask(desk, 'holders_waiters', frame)
  const plans = population === 'statements' ? await ask(desk, 'plans', { operation }) : undefined
  const harm = await harmStep(desk)
  const draft = {
    category: 'inefficient-query',
    component: componentOf(suspect, operations, templates),
    subject: subjectOf({ population, operation }),
    statement: statementOf(suspect, runs),
    mechanism: mechanismOf(runs, pool, plans),
    ...onsetOfRuns(runs, harm, has(operations, 'slow_only_ms') && (suspect.row.number('baseline_runs') ?? 0) === 0),
    proposedBy: 'theorist',
    predictions: predictionsFor('inefficient-query')
  } as const
  const trigger = (await triggerOf(desk, draft)) ?? (await schemaAsItBegan(desk, draft))
  return { ...draft, ...datedByChange(trigger?.time ?? null, harm, draft), trigger }
}

/** An index bears a name of its own, which no statement says: its going is what set it off where the work became dear as it went. */
async function schemaAsItBegan(
  desk: Desk,
  draft: Pick<HypothesisDraft, 'onset' | 'onsetResolutionSeconds'>
): Promise<Trigger | null> {
  const change = await changeAsItBegan(desk, 'inefficient-query', draft)
  return change?.kind === 'schema' && change.ref !== null ? change : null
}

function statementOf({ row }: Standout, runs: Evidence): Statement {
  const fast = has(runs, 'fast_max_ms')
  const slow = '{operation} does far more work than it should in {slow} of {runs} runs, which took {slowMin} to {slowMax}'
  const values: ValuesOf = {
    operation: [row.cite('label'), 'text'],
    slow: [citeFact(runs, 'slow'), 'integer'],
    runs: [citeFact(runs, 'runs'), 'integer'],
    slowMin: [citeFact(runs, 'slow_min_ms'), 'ms'],
    slowMax: [citeFact(runs, 'slow_max_ms'), 'ms']
  }
  if (!fast) return state(slow, values)
  return state(`${slow}, while {fast} others took {fastMin} to {fastMax}`, {
    ...values,
    fast: [citeFact(runs, 'fast'), 'integer'],
    fastMin: [citeFact(runs, 'fast_min_ms'), 'ms'],
    fastMax: [citeFact(runs, 'fast_max_ms'), 'ms']
  })
}

/** How it acts, told only as far as the evidence goes. */
function mechanismOf(runs: Evidence, pool: Evidence | undefined, plans: Evidence | undefined): Statement {
  const values: Record<string, ValuesOf[string]> = {
    first: [citeFact(runs, 'first_slow_at'), 'time'],
    most: [citeFact(runs, 'slow_max_ms'), 'ms']
  }
  let template = 'From {first} on a run is slow by its own work'
  if ((numberIn(runs, 'slow_without_waiters') ?? 0) > 0 && has(runs, 'slow_without_waiters')) {
    template += ': {alone} of the slow ones had nobody waiting beside them'
    values['alone'] = [citeFact(runs, 'slow_without_waiters'), 'integer']
  } else if (flagIn(runs, 'interleaved')) template += ', for fast runs of it lie between the slow ones'
  const worst = rowsIn(plans)[0]
  if (plans && worst && (numberIn(plans, 'worst_estimate_ratio') ?? 0) >= 10 && has(plans, 'worst_node')) {
    template += '; a plan of it expected {estimated} rows of {node} and got {actual}'
    values['estimated'] = [worst.cite('estimated_rows'), 'integer']
    values['node'] = [citeFact(plans, 'worst_node'), 'text']
    values['actual'] = [worst.cite('actual_rows'), 'integer']
  }
  template += '. It holds what it uses for as long as it runs (up to {most})'
  if (has(pool, 'first_waiter_at') && has(pool, 'peak_waiters')) {
    template += ', so others wait from {waiter}, at most {peak} of them'
    values['waiter'] = [citeFact(pool, 'first_waiter_at'), 'time']
    values['peak'] = [citeFact(pool, 'peak_waiters'), 'integer']
  }
  return state(template, values)
}
