import { citeFact, epochMsOf, type Evidence, type Instant, state, type Trigger, type ValuesOf } from '../../../domain/index.ts'
import {
  callsGivenUp,
  flagIn,
  has,
  measuredLimitFell,
  numberIn,
  predictionsFor,
  type Row,
  rowsIn,
  saidOfFallen,
  textIn
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import type { Standout } from '../standouts.ts'
import { changeTrigger } from './change-trigger.ts'

/** A limit was set too low. Undefined when none is seen to be lowered. */
export async function misconfiguration(desk: Desk, suspect: Standout | undefined): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const limits = await ask(desk, 'limits', frame)
  if (!limits || flagIn(limits, 'lowered') !== true || !has(limits, 'lowered_name') || !has(limits, 'lowered_from'))
    return undefined
  const pool = await ask(desk, 'holders_waiters', frame)
  const name = textIn(limits, 'lowered_name')
  const at = textIn(limits, 'lowered_at')
  const values: ValuesOf = {
    name: [citeFact(limits, 'lowered_name'), 'text'],
    from: [citeFact(limits, 'lowered_from'), 'text'],
    to: [citeFact(limits, 'lowered_to'), 'text'],
    at: [citeFact(limits, 'lowered_at'), 'datetime']
  }
  const waits = has(pool, 'first_waiter_at')
  const by = rowsIn(limits).find((row) => row.text('name') === name && row.text('time') === at)
  const recorded = textIn(limits, 'lowered_by') ?? by?.text('ref') ?? null
  // What was lowered is known; whose change it was is told by what the changes contain.
  const seen = { from: textIn(limits, 'lowered_from'), to: textIn(limits, 'lowered_to'), at }
  const change = recorded === null ? await changeTrigger(desk, 'misconfiguration', name, seen) : null
  const trigger: Trigger = change?.ref ? change : { kind: 'config', ref: recorded, time: at }
  const given = callsGivenUp(limits, await ask(desk, 'dependency_latency', frame))
  const within = numberIn(limits, 'lowered_within_seconds') ?? 1
  // Whom a scheduler holds back is whom the limit is set for.
  const held = textIn(limits, 'held_entity')
  return {
    category: 'misconfiguration',
    component: `the limit ${name}${held === null || name?.includes(held) ? '' : ` of ${held}`}`,
    subject: subjectOf({
      population: suspect?.population ?? null,
      operation: suspect?.operation ?? null,
      entity: held ?? (suspect ? null : name),
      series: name
    }),
    statement: state('{name} was set from {from} to {to} at {at}, less than the service needs', values),
    mechanism: given
      ? givenUp(limits, given)
      : held
        ? heldBack(limits)
        : state(
            `with {name} at {to} instead of {from} the same work at the same cost has to queue${waits ? ': somebody waits from {waiter} on' : ''}`,
            {
              name: [citeFact(limits, 'lowered_name'), 'text'],
              to: [citeFact(limits, 'lowered_to'), 'text'],
              from: [citeFact(limits, 'lowered_from'), 'text'],
              ...(waits ? { waiter: [citeFact(pool, 'first_waiter_at'), 'time'] } : {})
            }
          ),
    trigger,
    onset: datedBy(trigger.time, at, within) ?? at,
    onsetResolutionSeconds: Math.max(60, within),
    proposedBy: 'theorist',
    predictions: predictionsFor('misconfiguration')
  }
}

/** A time-out makes nothing slow: what takes as long as ever is no longer waited for. */
const givenUp = (limits: Evidence, calls: Row): HypothesisDraft['mechanism'] =>
  state(
    'with {name} at {to} instead of {from} calls to {dependency} are given up after {plateau}, whoever is called answers as ever; {share} of them fail',
    {
      name: [citeFact(limits, 'lowered_name'), 'text'],
      to: [citeFact(limits, 'lowered_to'), 'text'],
      from: [citeFact(limits, 'lowered_from'), 'text'],
      dependency: [calls.cite('dependency'), 'text'],
      plateau: [calls.cite('plateau_ms'), 'ms'],
      share: [calls.cite('window_failed_share'), 'share']
    }
  )

/** A limit on processors makes no queue that anybody counts: its scheduler stops the work for part of each period. */
const heldBack = (limits: Evidence): HypothesisDraft['mechanism'] =>
  state(
    'with {name} at {to} instead of {from} the scheduler stops {entity} in {share} of its periods from {since} on ({before} before): the same work takes many times as long while machines idle',
    {
      name: [citeFact(limits, 'lowered_name'), 'text'],
      to: [citeFact(limits, 'lowered_to'), 'text'],
      from: [citeFact(limits, 'lowered_from'), 'text'],
      entity: [citeFact(limits, 'held_entity'), 'text'],
      share: [citeFact(limits, 'held_share'), 'share'],
      before: [citeFact(limits, 'held_before'), 'share'],
      since: [citeFact(limits, 'held_at'), 'time']
    }
  )

/** The change's own time, where a coarser source shows the limit lowered from a point that may stand for it; else null. */
function datedBy(change: Instant | null, shown: Instant | null, within: number): Instant | null {
  if (change === null || shown === null) return null
  const late = epochMsOf(change) - epochMsOf(shown)
  return late >= 0 && late <= within * 1000 ? change : null
}

/** The limit that filled up: measured to have fallen, or as if it had always been too low, which everybody says of a full pool. */
export async function limitTooLow(desk: Desk, suspect: Standout | undefined): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const pool = frame && (await ask(desk, 'holders_waiters', frame))
  if (!has(pool, 'pool') || !has(pool, 'first_full_at') || !has(pool, 'limit')) return undefined
  const name = textIn(pool, 'pool')
  const fell = measuredLimitFell(pool, await sceneAt(desk))
  const values: ValuesOf = fell?.values ?? {
    pool: [citeFact(pool, 'pool'), 'text'],
    limit: [citeFact(pool, 'limit'), 'number']
  }
  return {
    category: 'misconfiguration',
    component: `the limit of ${name}`,
    subject: subjectOf({ population: suspect?.population ?? null, operation: suspect?.operation ?? null, series: name }),
    statement: state(fell ? saidOfFallen : 'the limit of {pool}, {limit}, is set too low for the service', values),
    mechanism: state('{pool} is full from {full} on, so work at its usual cost has to queue', {
      pool: [citeFact(pool, 'pool'), 'text'],
      full: [citeFact(pool, 'first_full_at'), 'time']
    }),
    trigger: null,
    onset: fell ? textIn(pool, 'limit_changed_at') : textIn(pool, 'first_full_at'),
    onsetResolutionSeconds: 60,
    proposedBy: 'theorist',
    predictions: predictionsFor('misconfiguration')
  }
}
