import { citeFact, epochMsOf, type Evidence, state, type ValuesOf } from '../../../domain/index.ts'
import { deadlocked, has, numberIn, predictionsFor, standing, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import type { Standout } from '../standouts.ts'
import { changeTrigger, triggerOf } from './change-trigger.ts'
import { harmAt, onsetOfLines } from './onset.ts'

/** Work waits for locks, as logged waits show. Undefined when none is logged. */
export async function lockContention(desk: Desk, suspect: Standout | undefined): Promise<HypothesisDraft | undefined> {
  const locks = await ask(desk, 'lock_waits', { window: desk.window })
  if (!numberIn(locks, 'waits') || !has(locks, 'first_at'))
    return (await standingBeforeLock(desk, suspect)) ?? measuredBeforeLocks(desk, locks, suspect)
  const object = textIn(locks, 'top_object')
  const values: ValuesOf = {
    waits: [citeFact(locks, 'waits'), 'integer'],
    first: [citeFact(locks, 'first_at'), 'time'],
    ...(object ? { object: [citeFact(locks, 'top_object'), 'text'] } : {}),
    ...(has(locks, 'max_wait_ms') ? { longest: [citeFact(locks, 'max_wait_ms'), 'ms'] } : {})
  }
  const holder = has(locks, 'top_holder') ? ({ holder: [citeFact(locks, 'top_holder'), 'text'] } as const) : null
  const draft = {
    category: 'lock-contention',
    component: `locks on ${object ?? writtenIn(locks)}${suspect ? `, for which ${suspect.row.text('label') ?? suspect.operation} waits` : ''}`,
    subject: subjectOf({ population: suspect?.population ?? null, operation: suspect?.operation ?? null, entity: object }),
    statement: state(
      `work waits for locks${object ? ' on {object}' : ''}: {waits} waits from {first} on${'longest' in values ? ', the longest of {longest}' : ''}`,
      values
    ),
    mechanism: has(locks, 'head_operation')
      ? state(
          '“{head}” must have the table for itself and waits for it, so that whoever comes after waits behind it, and keeps what he holds' +
            (holder ? '; {holder} lets it wait' : ''),
          { head: [citeFact(locks, 'head_operation'), 'text'], ...holder }
        )
      : holder
        ? state(
            '{holder} holds what others need until it ends; they stand still meanwhile and keep what they hold themselves',
            holder
          )
        : state('a holder keeps what others need until it ends; {waits} times somebody stood still for it', {
            waits: [citeFact(locks, 'waits'), 'integer']
          }),
    ...(await datedBy(desk, locks, suspect)),
    proposedBy: 'theorist',
    predictions: predictionsFor('lock-contention')
  } as const
  return { ...draft, trigger: (await triggerOf(desk, draft)) ?? (await headOfQueue(desk, locks)) }
}

/** What is locked, where nobody names it: the place in which those who wait are counted, and what counts them. */
function writtenIn(locks: Evidence | undefined): string {
  const [place, series] = [textIn(locks, 'measured_entity'), textIn(locks, 'measured_series')]
  return `what is written at the same time${place === null ? '' : ` in ${place}`}${series === null ? '' : ` (${series})`}`
}

/**
 * When waiting began: as lines or a series tell it, by as much earlier as a log that keeps one line in many may have missed. Where
 * lines tell only of those who gave up, a queue had grown by then: it began when harm did, if that is not long before.
 */
async function datedBy(
  desk: Desk,
  locks: Evidence | undefined,
  suspect: Standout | undefined
): Promise<Pick<HypothesisDraft, 'onset' | 'onsetResolutionSeconds'>> {
  const first = textIn(locks, 'first_at')
  const said = isByStatement(locks, suspect) ? first : (textIn(locks, 'began_at') ?? first)
  const waits = numberIn(locks, 'waits') ?? 0
  const scene = await sceneAt(desk)
  const { onset, onsetResolutionSeconds } = onsetOfLines(said, { count: waits, last: null }, scene, /^(latency|errors|success)$/)
  // Who stood still before a log wrote the first wait may have waited as long as the longest did.
  const seconds = Math.max(onsetResolutionSeconds, Math.round((numberIn(locks, 'max_wait_ms') ?? 0) / 1000))
  if (said === null || (numberIn(locks, 'given_up') ?? 0) < mostly * waits) return { onset, onsetResolutionSeconds: seconds }
  const began = textIn(locks, 'measured_began_at') ?? scene.departsAt
  const early = began === null ? 0 : epochMsOf(said) - epochMsOf(began)
  if (began === null || early <= 0 || early > growingMs) return { onset, onsetResolutionSeconds: seconds }
  return { onset: began, onsetResolutionSeconds: Math.max(seconds, Math.round(early / 1000)) }
}

/** The rest may be a list of one moment. */
const mostly = 0.8

/** A queue before a lock may grow so long until the first in it gives up. */
const growingMs = 15 * 60_000

/** Work waits for a lock as a dump of threads shows: most of a pool stands before it. */
async function standingBeforeLock(desk: Desk, suspect: Standout | undefined): Promise<HypothesisDraft | undefined> {
  const stacks = await ask(desk, 'thread_stacks', {})
  const told = standing(stacks)
  // Who waits for each other waits for nobody’s work.
  if (!stacks || told?.doing !== 'lock' || deadlocked(stacks)) return undefined
  const at = textIn(stacks, 'standing_at')
  const holder = has(stacks, 'holder_at')
  const draft = {
    category: 'lock-contention',
    component: `the lock at ${at ?? 'one place of the code'}${suspect ? `, for which ${suspect.row.text('label') ?? suspect.operation} waits` : ''}`,
    subject: subjectOf({ population: suspect?.population ?? null, operation: suspect?.operation ?? null, entity: at }),
    statement: state(told.template, told.values),
    mechanism: holder
      ? state('one thread has the lock and is at {holder} meanwhile; {n} others stand until it is done, one after the other', {
          holder: [citeFact(stacks, 'holder_at'), 'text'],
          n: [citeFact(stacks, 'standing'), 'integer']
        })
      : state('one thread at a time goes on; {n} stand behind it, and whoever comes waits for all of them', {
          n: [citeFact(stacks, 'standing'), 'integer']
        }),
    onset: await harmAt(desk),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('lock-contention')
  } as const
  return { ...draft, trigger: await triggerOf(desk, draft) }
}

/** Work waits for locks as a series counts them: nobody logged it. */
async function measuredBeforeLocks(
  desk: Desk,
  locks: Evidence | undefined,
  suspect: Standout | undefined
): Promise<HypothesisDraft | undefined> {
  if (!has(locks, 'measured_series') || !has(locks, 'measured_peak')) return undefined
  const values: ValuesOf = {
    series: [citeFact(locks, 'measured_series'), 'text'],
    peak: [citeFact(locks, 'measured_peak'), 'number']
  }
  const draft = {
    category: 'lock-contention',
    component: `locks on ${writtenIn(locks)}${suspect ? `, for which ${suspect.row.text('label') ?? suspect.operation} waits` : ''}`,
    subject: subjectOf({ population: suspect?.population ?? null, operation: suspect?.operation ?? null }),
    statement: state('work waits for locks: {series} reaches {peak}', values),
    mechanism: state('a holder keeps what others need until it ends; up to {peak} stand still for it at once', {
      peak: [citeFact(locks, 'measured_peak'), 'number']
    }),
    onset: textIn(locks, 'measured_began_at'),
    onsetResolutionSeconds: 120,
    proposedBy: 'theorist',
    predictions: predictionsFor('lock-contention')
  } as const
  return { ...draft, trigger: await triggerOf(desk, draft) }
}

/** A record may be written so much before or after what it tells of began. */
const nearMs = 5 * 60_000

/** The change of a table that all others came to wait behind: as a record tells of it, else by its time alone. */
async function headOfQueue(desk: Desk, locks: Evidence | undefined): Promise<HypothesisDraft['trigger']> {
  const time = textIn(locks, 'head_at')
  if (!time) return null
  const recorded = await changeTrigger(desk, 'lock-contention')
  const isIt = recorded?.time && Math.abs(epochMsOf(recorded.time) - epochMsOf(time)) <= nearMs && recorded.time <= time
  return isIt ? recorded : { kind: 'schema', ref: null, time }
}

/**
 * The accused statement's own log tells of the waiting, and only when a run has ended: those that never did are not in it, so
 * that its first run dates nothing better than the run before it does.
 */
const isByStatement = (locks: Evidence | undefined, suspect: Standout | undefined): boolean =>
  suspect !== undefined && textIn(locks, 'blocked_operation') === suspect.operation

/**
 * The same without a logged wait: locks that nobody logs would look like slow work, so a statement that is slow deserves
 * the question. Undefined when the slow work is no statement.
 */
export function unseenLocks(suspect: Standout | undefined): HypothesisDraft | undefined {
  if (suspect?.population !== 'statements') return undefined
  const { row, population, operation } = suspect
  const slow = { slow: [row.cite('slow_runs'), 'integer'], operation: [row.cite('label'), 'text'] } as const
  return {
    category: 'lock-contention',
    component: 'locks that nobody logged',
    subject: subjectOf({ population, operation, entity: 'unlogged locks' }),
    statement: state('{operation} was slow {slow} times because it waited for locks that other work held', slow),
    mechanism: state('a statement that waits for a lock is slow without working: its p95 is {p95}', {
      p95: [row.cite('p95_ms'), 'ms']
    }),
    trigger: null,
    onset: null,
    onsetResolutionSeconds: 1,
    proposedBy: 'theorist',
    predictions: predictionsFor('lock-contention')
  }
}
