import { citeFact, epochMsOf, type Evidence, type Instant, state, type ValuesOf } from '../../../domain/index.ts'
import {
  followsOneValue,
  has,
  isTriedAgain,
  numberIn,
  ownProcessorRow,
  predictionsFor,
  rowsIn,
  textIn
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { populationOf } from '../population.ts'
import { standoutsIn } from '../standouts.ts'
import { changeTrigger, triggerOf } from './change-trigger.ts'
import { begunBy, earlier, harmAt, harmStep, type Onset, onsetOfLines, onsetOfRuns } from './onset.ts'
import { outsizedRecord } from './outsized-record.ts'
import { standingForOwnWork } from './standing-threads.ts'
import { atOrigin, triggerAtOrigin } from './origin/at-origin.ts'

/** The program cannot go on: what it failed of, where, and for whom. */
interface Failing {
  readonly errors: Evidence
  readonly subject: HypothesisDraft['subject']
  readonly component: string
  readonly values: ValuesOf
  readonly statement: string
}

/** The code of one thing is wrong: it throws, or computes without end. Undefined when neither is seen. */
export async function codeDefect(desk: Desk): Promise<HypothesisDraft | undefined> {
  const stands = await standingCode(desk)
  if (stands) return stands
  const failing = await failingOf(desk)
  if (!failing || textIn(failing.errors, 'top_kind') !== 'program') return computing(desk)
  const { errors, subject, component, values, statement } = failing
  const trigger = await changeTrigger(desk, 'code-defect', `${component} ${subject.operation ?? ''} ${subject.entity ?? ''}`)
  return {
    category: 'code-defect',
    component,
    subject,
    statement: state(statement, values),
    mechanism: state('the code throws {exception} and cannot go on; nothing that it stands on is slower for it', {
      exception: [citeFact(errors, 'top_exception'), 'text']
    }),
    trigger,
    ...(await begunWith(desk, errors, trigger?.time ?? null)),
    proposedBy: 'theorist',
    predictions: predictionsFor('code-defect')
  }
}

/** Errors that a log tells of, or the change that they come of, whichever was first. */
async function begunWith(desk: Desk, errors: Evidence, change: Instant | null): Promise<Onset> {
  const scene = await sceneAt(desk)
  const told = { count: numberIn(errors, 'top_window'), last: textIn(errors, 'top_last_at') }
  const dated = onsetOfLines(textIn(errors, 'top_first_at'), told, scene)
  return { onset: begunBy(change, dated), onsetResolutionSeconds: Math.max(300, dated.onsetResolutionSeconds) }
}

/** Its threads stand for work that they handed out themselves. */
async function standingCode(desk: Desk): Promise<HypothesisDraft | undefined> {
  const stands = await standingForOwnWork(desk)
  if (!stands) return undefined
  const { trigger } = stands
  return {
    category: 'code-defect',
    component: stands.where,
    subject: subjectOf({}),
    statement: state(stands.template, stands.values),
    mechanism: stands.mechanism,
    trigger,
    onset: earlier(trigger?.time ?? null, (await harmAt(desk)) ?? null),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('code-defect')
  }
}

/** A record is wrong: all that fails has it in common, or it is tried again and again. Undefined when failing follows no value. */
export async function dataDefect(desk: Desk): Promise<HypothesisDraft | undefined> {
  const failing = await failingOf(desk)
  if (!failing) return outsizedRecord(desk)
  const { errors, subject, component } = failing
  const isAgain = isTriedAgain(errors)
  if (!isAgain && (!has(errors, 'shared_value') || !has(errors, 'shared_failed'))) return outsizedRecord(desk)
  if (!isAgain && (await isOfNewCode(desk))) return undefined
  const [place, value] = isAgain ? ['again_place', 'again_value'] : ['shared_place', 'shared_value']
  const record = textIn(errors, value) ?? ''
  const about = { ...subject, entity: record }
  const name = `${textIn(errors, place) ?? ''} ${record}`.trim()
  const values: ValuesOf = { record: [citeFact(errors, value), 'text'], exception: [citeFact(errors, 'top_exception'), 'text'] }
  const told = { category: 'data-defect' as const, component: `${component} ${name}`, subject: about }
  const recorded = await triggerOf(desk, {
    ...told,
    onset: textIn(errors, 'top_first_at'),
    onsetResolutionSeconds: 300
  })
  return {
    ...told,
    component: `the record ${name}, on which ${component} fails`,
    statement: isAgain
      ? state('{share} of what fails is about {record}, which is tried again and again: {times} times', {
          share: [citeFact(errors, 'again_share'), 'share'],
          record: [citeFact(errors, 'again_value'), 'text'],
          times: [citeFact(errors, 'again_times'), 'integer']
        })
      : state('{failed} of what fails asks for {record}, and {others} of what does not', {
          failed: [citeFact(errors, 'shared_failed'), 'share'],
          record: [citeFact(errors, 'shared_value'), 'text'],
          others: [citeFact(errors, 'shared_others'), 'share']
        }),
    mechanism: state(
      isAgain
        ? 'what {record} holds is not what the code expects ({exception}); it is put back and tried again, and what comes behind it waits'
        : 'what is stored of {record} is not what the code expects ({exception}): it fails at once and for nobody else',
      values
    ),
    trigger: recorded ?? { kind: 'data', ref: record, time: textIn(errors, 'top_first_at') },
    ...(await begunWith(desk, errors, recorded?.time ?? null)),
    proposedBy: 'theorist',
    predictions: predictionsFor('data-defect')
  }
}

/** Code that was changed lately where harm begins, and names what fails, no longer takes what it took: then the value is no more than where it shows. */
async function isOfNewCode(desk: Desk): Promise<boolean> {
  const at = await atOrigin(desk)
  const change = at && (await triggerAtOrigin(desk, at, 'code-defect'))
  const departs = at?.scene.departsAt
  return Boolean(change?.time && change.kind !== 'data' && departs && epochMsOf(departs) - epochMsOf(change.time) <= lateMs)
}

const lateMs = 14 * 24 * 60 * 60_000

async function failingOf(desk: Desk): Promise<Failing | undefined> {
  const frame = framed(desk)
  const errors = frame && (await ask(desk, 'error_kinds', frame))
  if (!frame || !errors || !has(errors, 'top_exception') || !has(errors, 'top_window')) return undefined
  const kind = textIn(errors, 'top_kind')
  if (kind !== 'program' && !(kind === 'other' && followsOneValue(errors))) return undefined
  // Where callers say it as often as what they call, what is common to all of it tells.
  if ((numberIn(errors, 'top_share_of_errors') ?? 0) < (followsOneValue(errors) ? 0.25 : 0.5)) return undefined
  const operations = await ask(desk, 'operations', frame)
  const hit = rowsIn(operations)
    .filter((row) => row.text('population') !== 'events' && (row.number('failed') ?? 0) >= 3)
    .sort((a, b) => (b.number('failed') ?? 0) / (b.number('runs') ?? 1) - (a.number('failed') ?? 0) / (a.number('runs') ?? 1))[0]
  const message = has(errors, 'top_message')
  const frameOf = has(errors, 'top_frame')
  // Who writes the line is nearer to the fault than what was asked for from outside.
  const speaker = rowsIn(errors)[0]?.text('entity')
  const where = [speaker ?? hit?.text('label'), textIn(errors, 'top_frame') ?? textIn(errors, 'top_logger')]
    .filter(Boolean)
    .join(', in ')
  return {
    errors,
    subject: subjectOf({ population: populationOf(hit?.text('population')), operation: hit?.text('operation') ?? null }),
    component: `${where || 'the program'} (${textIn(errors, 'top_exception')}${message ? `: ${textIn(errors, 'top_message')}` : ''})`,
    statement: `{exception}${message ? ' ({message})' : ''}${frameOf ? ' at {frame}' : ''} is thrown {count} times in the window, {before} times in healthy time`,
    values: {
      exception: [citeFact(errors, 'top_exception'), 'text'],
      count: [citeFact(errors, 'top_window'), 'integer'],
      before: [citeFact(errors, 'top_baseline'), 'integer'],
      ...(message ? { message: [citeFact(errors, 'top_message'), 'text'] as const } : {}),
      ...(frameOf ? { frame: [citeFact(errors, 'top_frame'), 'text'] as const } : {})
    }
  }
}

/** One thing computes without end: it is slow, the program's processor is full, and nothing that it asks is slower. */
async function computing(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const scene = await sceneAt(desk)
  const cpu = ownProcessorRow(scene)
  const slow = standoutsIn(await ask(desk, 'operations', frame)).filter(({ population }) => population !== 'statements')
  const suspect = slow.find(({ population }) => population === 'requests') ?? slow[0]
  if (!cpu || !suspect) return undefined
  const { population, operation, row } = suspect
  const runs = await ask(desk, 'operation_runs', { population, operation, window: desk.window, limit: 200 })
  const dated = onsetOfRuns(runs, await harmStep(desk))
  const label = row.text('label') ?? operation
  const trigger = await changeTrigger(desk, 'code-defect', operation)
  return {
    category: 'code-defect',
    component: `the code behind ${label}${trigger?.ref ? `, changed by ${trigger.ref}` : ''}`,
    subject: subjectOf({ population, operation }),
    statement: state('{label} computes far longer than it did: {slow} of its {runs} runs are slow, p95 {p95}', {
      label: [row.cite('label'), 'text'],
      slow: [row.cite('slow_runs'), 'integer'],
      runs: [row.cite('runs'), 'integer'],
      p95: [row.cite('p95_ms'), 'ms']
    }),
    mechanism: state(
      '{cpu} goes from {before} to {now}, beyond what load explains: the program’s own computing takes the processor, and its neighbours wait',
      {
        cpu: [cpu.cite('series'), 'text'],
        before: [cpu.cite('baseline_median'), 'number'],
        now: [cpu.cite('window_median'), 'number']
      }
    ),
    trigger,
    onset: begunBy(trigger?.time ?? null, { ...dated, onset: dated.onset ?? cpu.text('onset') }),
    onsetResolutionSeconds: Math.max(300, dated.onsetResolutionSeconds),
    proposedBy: 'theorist',
    predictions: predictionsFor('code-defect')
  }
}
