import { citeFact, state, type ValuesOf } from '../../../../domain/index.ts'
import { deadlocked, has, predictionsFor, programRow, textIn } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { ask, framed } from '../../ask.ts'
import { subjectOf } from '../../draft.ts'
import { standingForOwnWork } from '../standing-threads.ts'
import { type AtOrigin, triggerAtOrigin } from './at-origin.ts'

/** The program of the service in which harm begins is wrong: it throws, fails by itself, or computes for long. */
export async function ownCode(desk: Desk, at: AtOrigin): Promise<HypothesisDraft | undefined> {
  const { origin, row } = at
  // A dump that names no service shows what stands still; who sees it first is another.
  const stacks = await ask(desk, 'thread_stacks', {})
  if (deadlocked(stacks) && textIn(stacks, 'standing_in') === null) return undefined
  const told = (await stands(desk, at)) ?? (await throwing(desk, at)) ?? failing(at) ?? computing(at)
  if (!told) return undefined
  const { where, statement, values, mechanism, slow } = told
  return {
    category: 'code-defect',
    component: `${origin.service}: ${where}`,
    subject: subjectOf({
      entity: origin.service,
      ...(slow && origin.operation ? { population: 'spans', operation: origin.operation } : {})
    }),
    statement: state(statement, values),
    mechanism: typeof mechanism === 'string' ? state(mechanism, { service: [row.cite('service'), 'text'] }) : mechanism,
    trigger: told.trigger ?? (await triggerAtOrigin(desk, at, 'code-defect')),
    onset: row.text('first_departed') ?? at.scene.departsAt,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('code-defect')
  }
}

interface Told {
  readonly where: string
  readonly statement: string
  readonly values: ValuesOf
  readonly mechanism: string | HypothesisDraft['mechanism']
  /** It is slow rather than failing: then its operation is compared with others. */
  readonly slow: boolean
  /** The change that is known to do it. */
  readonly trigger?: HypothesisDraft['trigger']
}

/** A dump tells whose it is by its name or its instance; one that tells neither is taken for the origin's. */
async function stands(desk: Desk, { origin }: AtOrigin): Promise<Told | undefined> {
  const told = await standingForOwnWork(desk)
  const of = told && textIn(told.stacks, 'standing_in')
  if (!told || (of && !of.toLowerCase().startsWith(origin.service.toLowerCase()))) return undefined
  return {
    where: told.where,
    statement: told.template,
    values: told.values,
    mechanism: told.mechanism,
    slow: false,
    trigger: told.trigger
  }
}

async function throwing(desk: Desk, { origin }: AtOrigin): Promise<Told | undefined> {
  const thrown = programRow(await ask(desk, 'error_kinds', framed(desk)), origin.service)
  if (!thrown) return undefined
  const [name, frame] = [thrown.text('exception') ?? 'an exception', thrown.text('frame')]
  return {
    where: `${frame ? `${frame} ` : ''}(${name}${thrown.text('message') ? `: ${thrown.text('message')}` : ''})`,
    statement: `{service} throws {exception}${frame ? ' at {frame}' : ''} {count} times in the window, {before} times in healthy time`,
    values: {
      service: [thrown.cite('entity'), 'text'],
      exception: [thrown.cite('exception'), 'text'],
      count: [thrown.cite('window_count'), 'integer'],
      before: [thrown.cite('baseline_count'), 'integer'],
      ...(frame ? { frame: [thrown.cite('frame'), 'text'] as const } : {})
    },
    mechanism: 'the code of {service} cannot go on; whoever calls it fails with it, and nothing that it calls is slower or fails',
    slow: false
  }
}

/** It fails and blames nobody else, though what it says has no name of an exception. */
function failing({ origins, origin, row }: AtOrigin): Told | undefined {
  const kind = textIn(origins, 'own_line_kind')
  const [traced, counted] = [row.number('failures_share'), row.number('errors_share')]
  // Where neither traces nor series count what fails, as programs that answer every refusal with 200, its lines do.
  const said = traced === null && counted === null ? row.number('lines_share') : null
  const begun = (traced ?? 0) >= 0.5 || (counted ?? 0) >= 0.5 || (said ?? 0) >= 0.5
  if (!begun || kind === null || !/^(?:program|other)$/.test(kind) || !has(origins, 'own_lines') || !has(origins, 'own_line'))
    return undefined
  return {
    where: `${origin.operation ? `${origin.operation}, ` : ''}“${(textIn(origins, 'own_line') ?? '').slice(0, 120)}”`,
    statement: '{service} fails by itself: {lines} error lines of its own in the window, most of them “{line}”',
    values: {
      service: [row.cite('service'), 'text'],
      lines: [citeFact(origins, 'own_lines'), 'number'],
      line: [citeFact(origins, 'own_line'), 'text']
    },
    mechanism: '{service} fails before it asks anybody; whoever calls it passes that on',
    slow: false
  }
}

function computing({ origin, row }: AtOrigin): Told | undefined {
  const [before, now] = [row.number('own_before_ms'), row.number('own_now_ms')]
  if (row.text('resource_role') !== 'cpu' || (row.number('resource_now') ?? 0) < 1.5 * (row.number('resource_before') ?? 0))
    return undefined
  const timed = before !== null && now !== null && now >= 2 * before
  return {
    where: origin.operation ? `what ${origin.operation} computes` : 'what it computes for each call',
    statement: timed
      ? 'a call takes {service} {now} of its own time where it took {before}, while its {cpu} goes from {idle} to {busy} at no more calls'
      : '{cpu} of {service} goes from {idle} to {busy}, beyond what its load explains',
    values: {
      service: [row.cite('service'), 'text'],
      cpu: [row.cite('resource_series'), 'text'],
      idle: [row.cite('resource_before'), 'number'],
      busy: [row.cite('resource_now'), 'number'],
      ...(timed ? { before: [row.cite('own_before_ms'), 'ms'] as const, now: [row.cite('own_now_ms'), 'ms'] as const } : {})
    },
    mechanism:
      'what {service} computes for each call takes its processor; whoever calls it waits for that, and what it calls answers as ever',
    slow: true
  }
}
