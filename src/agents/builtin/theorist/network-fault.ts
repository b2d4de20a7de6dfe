import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import {
  addedTime,
  fewCalls,
  forgottenOnTheWay,
  newlyFailing,
  outsideRows,
  packetsLost,
  predictionsFor,
  runsLimit,
  textIn,
  toldByTheWay
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { standoutsIn } from '../standouts.ts'
import { harmStep, onsetOfLines, onsetOfRuns } from './onset.ts'
import { changeTrigger, namedOrAsItBegan, triggerOf } from './change-trigger.ts'

/** Calls that fail before the other side is reached. Else a way that says itself that it is broken, packets lost, calls that wait for a name, or connections that the way forgot. Undefined when none is seen. */
export async function networkFault(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const calls = await ask(desk, 'dependency_latency', frame)
  const lost = outsideRows(calls)
    .filter(
      (row) =>
        /^(dns|unreachable)$/.test(row.text('failure') ?? '') &&
        newlyFailing(row) > 0 &&
        (row.number('window_calls') ?? 0) >= fewCalls
    )
    .sort((a, b) => (a.text('failing_at') ?? '~').localeCompare(b.text('failing_at') ?? '~'))
  const [first, second] = lost
  const name = first?.text('dependency')
  if (!first || !name) return (await brokenWay(desk)) ?? (await lossyWay(desk)) ?? (await slowNames(desk)) ?? forgetfulWay(desk)
  const names = [...new Set(lost.flatMap((row) => row.text('dependency') ?? []))]
  const byName = first.text('failure') === 'dns'
  const said: ValuesOf = {
    first: [first.cite('dependency'), 'text'],
    share: [first.cite('window_failed_share'), 'share'],
    ...(second ? { second: [second.cite('dependency'), 'text'], also: [second.cite('window_failed_share'), 'share'] } : {})
  }
  const failed = (first.number('window_calls') ?? 0) * (first.number('window_failed_share') ?? 0)
  const scene = await sceneAt(desk)
  const draft = {
    category: 'network-fault',
    component: `${byName ? 'name resolution (DNS: the nameserver or resolver)' : 'the network route'} to ${names.slice(0, 3).join(', ')}`,
    subject: subjectOf({ entity: name }),
    statement: state(
      `${byName ? 'host names were not resolved' : 'hosts were not reached'}: {share} of the calls to {first} fail for it${second ? ', and {also} of those to {second}' : ''}`,
      said
    ),
    mechanism: state(
      `a call fails before it reaches the other side, after {wait} in the median${second ? '; {first} and {second} have nothing in common but the way to them' : ''}`,
      {
        wait: [first.cite('window_median_ms'), 'ms'],
        ...(second ? { first: [first.cite('dependency'), 'text'], second: [second.cite('dependency'), 'text'] } : {})
      }
    ),
    ...onsetOfLines(first.text('failing_at'), { count: failed, last: null }, scene),
    proposedBy: 'theorist',
    predictions: predictionsFor('network-fault')
  } as const
  return { ...draft, trigger: await namedOrAsItBegan(desk, draft) }
}

/** Those who carry what others send tell that the way is broken. Undefined where none does. */
async function brokenWay(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const calls = frame && (await ask(desk, 'dependency_latency', frame))
  const text = textIn(calls, 'way_text')
  if (!calls || text === null || !toldByTheWay(calls, await sceneAt(desk))) return undefined
  const named = textIn(calls, 'way_names')
  const peer = named === null ? undefined : outsideRows(calls).find((row) => (row.text('dependency') ?? '').includes(named))
  const draft = {
    category: 'network-fault',
    component: `the network${named === null ? '' : ` to ${named}`}: ${text.slice(0, 160)}`,
    subject: subjectOf({ entity: peer?.text('dependency') ?? null }),
    statement: state('those who carry what others send tell on {lines} lines that the way is broken: {text}', {
      lines: [citeFact(calls, 'way_lines'), 'integer'],
      text: [citeFact(calls, 'way_text'), 'text']
    }),
    mechanism: state(
      'since {at} what is sent does not reach whom it is meant for, or not always; whoever is called works as ever',
      {
        at: [citeFact(calls, 'way_first_at'), 'time']
      }
    ),
    onset: textIn(calls, 'way_first_at'),
    // It is broken before the first line says so.
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('network-fault')
  } as const
  return { ...draft, trigger: await namedOrAsItBegan(desk, draft) }
}

/** Hosts count packets that are lost or sent again as harm begins. Undefined where none does. */
async function lossyWay(desk: Desk): Promise<HypothesisDraft | undefined> {
  const lost = packetsLost(await sceneAt(desk))
  const [first] = lost
  if (!first) return undefined
  const hosts = [...new Set(lost.flatMap((row) => row.text('entity') ?? []))]
  const draft = {
    category: 'network-fault',
    component: `the network (loss of packets)${hosts.length > 0 ? ` between ${hosts.slice(0, 6).join(', ')}` : ''}`,
    subject: subjectOf({ series: first.text('series') }),
    statement: state('{series} of {host} goes from {before} to {now}: packets are lost on the way and sent again', {
      series: [first.cite('series'), 'text'],
      host: [first.cite('entity'), 'text'],
      before: [first.cite('baseline_median'), 'number'],
      now: [first.cite('window_median'), 'number']
    }),
    mechanism: state(
      'calls whose packets are lost since {since} wait until these are sent again, or run out of time; whoever is called works as ever',
      { since: [first.cite('beyond_load_onset'), 'time'] }
    ),
    onset: first.text('beyond_load_onset'),
    onsetResolutionSeconds: 2 * (first.number('resolution_seconds') ?? 60),
    proposedBy: 'theorist',
    predictions: predictionsFor('network-fault')
  } as const
  return { ...draft, trigger: await namedOrAsItBegan(desk, draft) }
}

/** Nothing fails, and the time that is added lies in the look-up of names. */
async function slowNames(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const suspects = frame ? standoutsIn(await ask(desk, 'operations', frame)) : []
  for (const { population, operation, row } of suspects.slice(0, mostSuspects)) {
    const runs = await ask(desk, 'operation_runs', { population, operation, window: desk.window, limit: runsLimit })
    const added = addedTime(runs)
    if (added?.kind !== 'resolves names') continue
    const draft = {
      category: 'network-fault',
      component: `name resolution (DNS: the nameserver or resolver, or the way to it), which ${row.text('label') ?? operation} waits for`,
      subject: subjectOf({ population, operation, entity: 'dns' }),
      statement: state('names are resolved late: {part} takes {slow} in slow runs and {fast} in fast ones', {
        part: added.values['part'] ?? [row.cite('label'), 'text'],
        slow: added.values['slow'] ?? [row.cite('p95_ms'), 'ms'],
        fast: added.values['fast'] ?? [row.cite('p95_ms'), 'ms']
      }),
      mechanism: state(
        'whoever has to look up a name waits for it, {share} of the time that was added; what needs no look-up is as quick as ever',
        {
          share: added.values['share'] ?? [row.cite('share_of_time'), 'share']
        }
      ),
      ...onsetOfRuns(runs, await harmStep(desk)),
      proposedBy: 'theorist',
      predictions: predictionsFor('network-fault')
    } as const
    return { ...draft, trigger: await namedOrAsItBegan(desk, draft) }
  }
  return undefined
}

/** Nothing fails that is used often; what idled is dead when it is used again. */
async function forgetfulWay(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const calls = frame && (await ask(desk, 'dependency_latency', frame))
  if (!calls || !forgottenOnTheWay(calls)) return undefined
  const callers = textIn(calls, 'idle_callers')
  const draft = {
    category: 'network-fault',
    component: `the network between${callers === null ? '' : ` ${callers} and`} what they connect to (a firewall, address translation or balancer that forgets idle sessions)`,
    subject: subjectOf({ entity: null }),
    statement: state('{count} connections were dead when they were used again, nearly all after {least} s and more of idling', {
      count: [citeFact(calls, 'idle_dropped'), 'integer'],
      least: [citeFact(calls, 'idle_least_s'), 'number']
    }),
    mechanism: state(
      'what lies between drops a session that idles so long and tells neither side; whoever takes it from a pool waits for an answer that cannot come, as in {text}. What is used more often is not hit, so it shows when little is asked',
      { text: [citeFact(calls, 'idle_text'), 'text'] }
    ),
    onset: textIn(calls, 'idle_first_at'),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('network-fault')
  } as const
  return { ...draft, trigger: (await triggerOf(desk, draft)) ?? (await changeTrigger(desk, 'network-fault')) }
}

/** The slowest are looked at: the way is common to many. */
const mostSuspects = 3
