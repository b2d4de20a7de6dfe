import { citeFact, epochMsOf } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { addedTime, saidOfAdded } from './added-time.ts'
import { compared, runsOf } from './calls.ts'
import { fewCalls, newlyFailing, outsideRows, slowdownOf } from './dependency-rows.ts'
import { packetsLost } from './packets-lost.ts'

/** Failures before anything was asked of the other side: its name was not resolved, or no road led to it. */
const onTheWay = /^(dns|unreachable)$/
/** Failures that the other side must have been reached for. */
const atTheEnd = /^(tls|rate-limited|unavailable|refused|error|circuit-open|[45]\d\d)$/
/** A twentieth of the calls: less is the odd packet that every network loses. */
const leastShare = 0.05

export const namesOrRoutesFail: DiagnosticTest = {
  id: 'names-or-routes-fail',
  question: 'Did calls fail or tarry on the way, because a name was not resolved or a host not reached?',
  dimension: 'mechanism',
  calls: (subject, scene) => [
    ...compared('dependency_latency', scene),
    ...runsOf(subject, scene),
    ...compared('gc_pauses', scene),
    ...compared('demand', scene)
  ],
  read(found, { subject }, scene) {
    const [calls, runs, pauses, demand] = ['dependency_latency', 'operation_runs', 'gc_pauses', 'demand'].map((tool) =>
      saidBy(found, tool)
    )
    const late = lateOnTheWay(subject.entity, { pauses, demand }, scene)
    if (late) return late
    const forgotten = forgottenOnTheWay(calls)
    if (forgotten) return forgotten
    const told = toldByTheWay(calls, scene)
    if (told) return told
    const added = addedTime(runs)
    if (added?.kind === 'resolves names') return yes(clearness(added.share, 0.4, 0.8), saidOfAdded, added.values)
    const outside = outsideRows(calls)
    const failing = outside.filter((row) => newlyFailing(row) >= leastShare && (row.number('window_calls') ?? 0) >= fewCalls)
    const lost = failing.filter((row) => onTheWay.test(row.text('failure') ?? ''))
    const [first] = lost
    if (first) {
      return yes(
        lost.length > 1 ? 1 : 0.85,
        'of {calls} calls to {dependency} {share} failed on the way ({failure})',
        saidOf(first)
      )
    }
    const resent = lostWhileCallsWait(calls, scene)
    if (resent) return resent
    const answered = failing.find((row) => atTheEnd.test(row.text('failure') ?? ''))
    if (answered) {
      return no(0.9, 'of {calls} calls to {dependency} {share} failed, but not on the way ({failure})', saidOf(answered))
    }
    if (failing.length > 0) return cannotTell('calls time out or break off, which may be the road or the other side')
    const [any] = outside
    if (any && calls) return no(0.6, 'no call is seen to fail on the way', {}, [calls.id])
    return cannotTell('no source tells of calls to anything outside the service')
  }
}

/** From here on a time is one that a way forgets after, and no pause between two requests. */
const longIdle = 30

/** Connections that were idle for longer than one time are dead when they are used again: what lies between forgot them. */
export function forgottenOnTheWay(calls: Maybe): Reading | null {
  const [count, least] = [numberIn(calls, 'idle_dropped') ?? 0, numberIn(calls, 'idle_least_s') ?? 0]
  if (least < longIdle || !has(calls, 'idle_dropped') || !has(calls, 'idle_least_s') || !has(calls, 'idle_text')) return null
  return yes(
    clearness(count, 5, 30),
    '{count} connections were found dead, nearly all after {least} s and more of idling: {text}',
    {
      count: [citeFact(calls, 'idle_dropped'), 'integer'],
      least: [citeFact(calls, 'idle_least_s'), 'number'],
      text: [citeFact(calls, 'idle_text'), 'text']
    }
  )
}

const saidOf = (row: Row) =>
  ({
    calls: [row.cite('window_calls'), 'integer'],
    dependency: [row.cite('dependency'), 'text'],
    share: [row.cite('window_failed_share'), 'share'],
    failure: [row.cite('failure'), 'text']
  }) as const

/** Hosts send packets again as harm begins, and calls between services wait or run out of time meanwhile. */
function lostWhileCallsWait(calls: Maybe, scene: Scene): Reading | null {
  const [lost] = packetsLost(scene)
  const waiting = outsideRows(calls).find(
    (row) =>
      (row.number('window_calls') ?? 0) >= fewCalls &&
      !atTheEnd.test(row.text('failure') ?? '') &&
      row.number('ratio') !== null &&
      (newlyFailing(row) >= leastShare || (row.text('slower_at') !== null && (slowdownOf(row) ?? 0) >= troubled))
  )
  if (lost && !waiting) return lostWhileConnectionsBreak(calls, scene)
  if (!lost || !waiting) return null
  return yes(0.85, '{series} of {host} goes from {before} to {now}, and calls to {dependency} take {times} as long', {
    series: [lost.cite('series'), 'text'],
    host: [lost.cite('entity'), 'text'],
    before: [lost.cite('baseline_median'), 'number'],
    now: [lost.cite('window_median'), 'number'],
    dependency: [waiting.cite('dependency'), 'text'],
    times: [waiting.cite('ratio'), 'ratio']
  })
}

/** Fewer are a program that was closed; as many before are everyday. */
const fewBroken = 10
const timesBefore = 5

/** Where nobody says whom he called: several hosts or ports lose packets, and connections break off that did not before. */
function lostWhileConnectionsBreak(calls: Maybe, scene: Scene): Reading | null {
  const [first, ...rest] = packetsLost(scene)
  const other = rest.find((row) => row.text('entity') !== first?.text('entity'))
  const [now, before] = [numberIn(calls, 'broken_off') ?? 0, numberIn(calls, 'broken_off_before') ?? 0]
  if (
    !first ||
    !other ||
    now < fewBroken ||
    now < timesBefore * before ||
    !has(calls, 'broken_off') ||
    !has(calls, 'broken_off_text')
  )
    return null
  return yes(0.8, '{series} rises on {host} and on {other}, and {count} lines tell of connections that broke off: {text}', {
    series: [first.cite('series'), 'text'],
    host: [first.cite('entity'), 'text'],
    other: [other.cite('entity'), 'text'],
    count: [citeFact(calls, 'broken_off'), 'integer'],
    text: [citeFact(calls, 'broken_off_text'), 'text']
  })
}

/** The way broke by the time that harm began, as far as both are dated; what breaks it is often written down a little later. */
const lateMs = 5 * 60_000

/** Those who carry what others send tell, as they never did before, that the way is broken, and calls fail or connections break meanwhile. */
export function toldByTheWay(calls: Maybe, { departsAt }: Pick<Scene, 'departsAt'>): Reading | null {
  const at = textIn(calls, 'way_first_at')
  if (at === null || departsAt === null || !has(calls, 'way_lines') || !has(calls, 'way_text')) return null
  if (epochMsOf(at) - epochMsOf(departsAt) > lateMs) return null
  const failing = outsideRows(calls).find(
    (row) =>
      newlyFailing(row) >= leastShare &&
      (row.number('window_calls') ?? 0) >= fewCalls &&
      mayBeTheWay.test(row.text('failure') ?? '')
  )
  const broken = numberIn(calls, 'broken_off') ?? 0
  const breaks = broken >= fewBroken && broken >= timesBefore * (numberIn(calls, 'broken_off_before') ?? 0)
  if (!failing && !breaks) return null
  const values = {
    lines: [citeFact(calls, 'way_lines'), 'integer'],
    at: [citeFact(calls, 'way_first_at'), 'time'],
    text: [citeFact(calls, 'way_text'), 'text']
  } as const
  const template = 'from {at} on {lines} lines, of a kind never seen before, tell that the way is broken: {text}'
  if (has(calls, 'way_names')) {
    return yes(0.95, `${template}; {named} is whom calls fail to reach`, {
      ...values,
      named: [citeFact(calls, 'way_names'), 'text']
    })
  }
  return yes(0.7, `${template}; calls fail or connections break meanwhile`, values)
}

/** Whoever is not reached, or is reached by others than are meant, refuses, is silent, or knows nothing of the connection. */
const mayBeTheWay = /^(?:timeout|refused|reset|unreachable|error|tls|unavailable|dns|5\d\d)$/

const troubled = 3
/** A tenth of the worst minutes is felt by whoever comes then. */
const mostPaused = 0.1
/** Half as much again is more than a healthy day brings. */
const crowded = 1.5

/** Traces show time lost between leaving the caller and arriving at the accused; its network's own series show packets sent again. */
function lateOnTheWay(
  accused: string | null,
  { pauses, demand }: Readonly<Record<'pauses' | 'demand', Maybe>>,
  scene: Scene
): Reading | null {
  const origins = scene.evidence.origins
  if (accused === null || scene.origin?.service !== accused) return null
  const row = rowsIn(origins).find((one) => one.text('service') === accused)
  if (!row) return null
  const [before, now] = [row.number('resource_before') ?? 0, row.number('resource_now') ?? 0]
  if (row.text('resource_role') === 'network' && now >= troubled * Math.max(before, 1e-9)) {
    return yes(0.9, 'on the way to {accused} {series} goes from {before} to {now}', {
      accused: [row.cite('service'), 'text'],
      series: [row.cite('resource_series'), 'text'],
      before: [row.cite('resource_before'), 'number'],
      now: [row.cite('resource_now'), 'number']
    })
  }
  const share = numberIn(origins, 'way_share') ?? 0
  if (share < 0.5 || !has(origins, 'way_share')) return null
  // Before a program that stands still a request waits, and nothing in it has begun to count.
  if (has(pauses, 'peak_share_paused') && (numberIn(pauses, 'peak_share_paused') ?? 0) >= mostPaused) {
    return cannotTell(
      'at worst {paused} of the time went on pauses of a collector: what {accused} is late to take up looks like lost on the way',
      {
        paused: [citeFact(pauses, 'peak_share_paused'), 'share'],
        accused: [row.cite('service'), 'text']
      }
    )
  }
  // Nor before one that has more to do than it can: it waits at its door.
  if (has(demand, 'load_ratio') && (numberIn(demand, 'load_ratio') ?? 0) >= crowded) {
    return cannotTell('{load} the healthy load came: what waits at the door of {accused} looks like lost on the way', {
      load: [citeFact(demand, 'load_ratio'), 'ratio'],
      accused: [row.cite('service'), 'text']
    })
  }
  return yes(0.9, '{share} of the time that is lost between services is lost on the way to and from {accused}, not in it', {
    share: [citeFact(origins, 'way_share'), 'share'],
    accused: [row.cite('service'), 'text']
  })
}
