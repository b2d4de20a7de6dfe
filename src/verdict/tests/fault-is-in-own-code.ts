import { citeFact, type Subject } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { blockedLoop } from './blocked-loop.ts'
import { compared } from './calls.ts'
import { failsOnOneInstance } from './fails-on-one-instance.ts'
import { changesThatCan } from './harm-by.ts'
import { changeOfOrigin } from './named-change.ts'
import { changesAnywhere, standsForOwnWork, threadDumps } from './threads-await-own-work.ts'
import { outsizedData, outsizedTemplate, outsizedValues } from './outsized.ts'
import { failsSince, isAccused, loadedJustBefore, loadsBefore } from './loaded-just-before.ts'
import { isTriedAgain } from './one-value-has-all-failures.ts'
import { fewRuns, medianOf, ownRow, riseOf } from './operation-rows.ts'
import { rises } from './rises.ts'

const database = /\b(db|database|postgres\w*|mysql|mariadb|oracle|sql)\b|(?:^|[\s_./-])db[_-]|_db_/i

/** Processor time of the program itself that is spent beyond what load explains. */
export function ownProcessorRow(scene: Scene): Row | undefined {
  return rowsIn(scene.evidence.onsets)
    .filter(
      (row) =>
        row.text('role') === 'cpu' &&
        !database.test(`${row.text('entity')} ${row.text('series')}`) &&
        row.text('direction') === 'up' &&
        row.text('beyond_load_onset') !== null &&
        (row.number('load_explained') ?? 0) < 0.5
    )
    .sort((a, b) => (b.number('effect_size') ?? 0) - (a.number('effect_size') ?? 0))[0]
}

/** What the program itself could not do is told by its exceptions; what it does too long, by its processor while the database rests. */
export const faultIsInOwnCode: DiagnosticTest = {
  id: 'fault-is-in-own-code',
  question: 'Does the program itself fail, or compute too long, where others answer it as ever?',
  dimension: 'mechanism',
  calls: (_, scene) => [
    ...compared('error_kinds', scene),
    ...compared('operations', scene),
    ...threadDumps,
    ...changesAnywhere(scene),
    ...compared('dependency_latency', scene),
    ...compared('quantities', scene),
    ...(scene.origin === null ? [] : [...changesThatCan('code-defect', scene), ...compared('instance_skew', scene)]),
    ...loadsBefore(scene)
  ],
  read(found, { subject, category }, scene) {
    const [errors, operations, stacks, changes, calls, quantities] = found
    const [candidates, skew] = scene.origin === null ? [] : found.slice(6)
    const load = loadedJustBefore(saidBy(found, 'data_loads'))
    const outsized = category === 'data-defect' ? outsizedData(quantities) : undefined
    if (outsized) return yes(0.7, `${outsizedTemplate}: the program cannot digest it in good time`, outsizedValues(outsized))
    if (load && category === 'data-defect' && isAccused(load, subject.entity)) return ofWhatWasLoaded(errors, load)
    return (
      standsForOwnWork(stacks, changes, calls, subject) ??
      byOrigin(subject, errors, candidates, skew, scene) ??
      byException(errors, scene) ??
      byProcessor(operations, subject, scene) ??
      unseen(errors, scene)
    )
  }
}

/** Newly failing lines at least thrice as frequent as before. */
const thrice = 3

export function rateRatio(errors: Maybe, { window, baseline }: Scene): number {
  const [now, before] = [numberIn(errors, 'top_window') ?? 0, numberIn(errors, 'top_baseline') ?? 0]
  const length = (span: typeof window): number => (span ? Date.parse(span.to) - Date.parse(span.from) : 0)
  const share = length(baseline) / Math.max(1, length(window))
  return before === 0 ? Infinity : (now / before) * share
}

/** What fails since data was brought in, in words that blame neither a lack nor others, fails of what it holds. */
function ofWhatWasLoaded(errors: Maybe, load: Row): Reading {
  const kind = textIn(errors, 'top_kind')
  const isOwn = kind === 'program' || kind === 'other'
  if (!isOwn || !failsSince(errors, load) || !has(errors, 'top_exception') || !has(errors, 'top_window'))
    return cannotTell('nothing of the program’s own is seen to fail since the data was brought in')
  return yes(0.7, '{exception} is logged {count} times since {who} brought in data, and never before', {
    exception: [citeFact(errors, 'top_exception'), 'text'],
    count: [citeFact(errors, 'top_window'), 'integer'],
    who: [load.cite('who'), 'text']
  })
}

function byException(errors: Maybe, scene: Scene): Reading | null {
  const kind = textIn(errors, 'top_kind')
  if (kind === null || !has(errors, 'top_exception') || !has(errors, 'top_window')) return null
  const frame = has(errors, 'top_frame')
  const values = {
    exception: [citeFact(errors, 'top_exception'), 'text'],
    count: [citeFact(errors, 'top_window'), 'integer'],
    before: [citeFact(errors, 'top_baseline'), 'integer'],
    ...(frame ? { frame: [citeFact(errors, 'top_frame'), 'text'] as const } : {})
  } as const
  const template = `{exception}${frame ? ' at {frame}' : ''} is logged {count} times in the window and {before} times in healthy time`
  const share = numberIn(errors, 'top_share_of_errors') ?? 0
  if (kind === 'program' && share >= 0.5 && (numberIn(errors, 'top_window') ?? 0) >= 5) {
    const rise = rateRatio(errors, scene)
    if (rise >= thrice)
      return yes(clearness(numberIn(errors, 'top_window') ?? 0, 2, 12), `${template}: the program could not go on`, values)
    // A window that begins late leaves the first failures in what is taken for healthy time.
    const first = textIn(errors, 'top_first_at')
    if (scene.departsAt && first && Math.abs(Date.parse(first) - Date.parse(scene.departsAt)) <= 15 * 60_000) {
      return yes(0.8, `${template}, the first when harm began: the program could not go on`, values)
    }
    return cannotTell(template, values)
  }
  // A refusal (an expired card, a token, a status) has what it refuses in common as well: only what is tried again and again, to no
  // avail, is something that the program cannot digest.
  if (
    kind === 'other' &&
    isTriedAgain(errors) &&
    (numberIn(errors, 'top_window') ?? 0) >= 5 &&
    rateRatio(errors, scene) >= thrice
  )
    return yes(0.7, `${template}, and for one value only: what others do fails for whoever comes by`, values)
  // Lines that name no exception are as often those of a caller, which says nothing of what it calls.
  const isNamed = !(textIn(errors, 'top_exception') ?? '').startsWith('“')
  if (isNamed && (kind === 'resource' || kind === 'dependency'))
    return no(0.8, `${template}: it tells of what the program lacked or others did`, values)
  return null
}

function byProcessor(operations: Maybe, subject: Parameters<DiagnosticTest['calls']>[0], scene: Scene): Reading | null {
  const cpu = ownProcessorRow(scene)
  const own = ownRow(operations, subject)
  const statements = rowsIn(operations).filter(
    (row) => row.text('population') === 'statements' && (row.number('runs') ?? 0) >= fewRuns && riseOf(row) !== null
  )
  const typical = medianOf(statements.flatMap((row) => riseOf(row) ?? []))
  const resting = rowsIn(scene.evidence.onsets).find(
    (row) => row.text('role') === 'cpu' && database.test(`${row.text('entity')} ${row.text('series')}`)
  )
  const idle = resting ? resting.text('onset') === null : null
  if (subject.population === 'statements' || !own || (typical === null && idle === null)) return null
  if (!cpu) return null
  const values = {
    operation: [own.cite('label'), 'text'],
    p95: [own.cite('p95_ms'), 'ms'],
    cpu: [cpu.cite('series'), 'text'],
    before: [cpu.cite('baseline_median'), 'number'],
    now: [cpu.cite('window_median'), 'number']
  } as const
  const template = '{operation} has a p95 of {p95} while {cpu} goes from {before} to {now}, beyond what load explains'
  if ((typical ?? 1) <= 1.5 && idle !== false && (riseOf(own) ?? 0) >= 2)
    return yes(idle === true ? 1 : 0.7, `${template}; the database answers as ever`, values)
  if ((typical ?? 1) >= 2 || idle === false) return no(0.6, `${template}; but the database has more to do as well`, values)
  return null
}

/** Of several services the one in which harm begins: it throws by itself, or computes longer with its own processor. */
function byOrigin({ entity }: Subject, errors: Maybe, candidates: Maybe, skew: Maybe, scene: Scene): Reading | null {
  const origins = scene.evidence.origins
  if (entity === null || scene.origin?.service !== entity) return null
  const row = rowsIn(origins).find((one) => one.text('service') === entity)
  if (!row) return null
  const thrown = programRow(errors, entity)
  if (thrown && (thrown.number('baseline_count') ?? 0) * thrice <= (thrown.number('window_count') ?? 0)) {
    return yes(
      0.95,
      '{service} itself throws {exception} {count} times in the window and {before} times in healthy time; others pass its failures on',
      {
        service: [row.cite('service'), 'text'],
        exception: [thrown.cite('exception'), 'text'],
        count: [thrown.cite('window_count'), 'integer'],
        before: [thrown.cite('baseline_count'), 'integer']
      }
    )
  }
  const [before, now] = [row.number('own_before_ms'), row.number('own_now_ms')]
  const [idle, busy] = [row.number('resource_before') ?? 0, row.number('resource_now') ?? 0]
  const blocked = blockedLoop(entity, scene)
  if (blocked && before !== null && now !== null && now >= thrice * before) {
    return yes(
      0.8,
      'a call takes {service} {now} of its own time where it took {before}, and {loop} of {instance} goes from {usual} to {peak}: one piece of its work holds the thread that does all',
      {
        service: [row.cite('service'), 'text'],
        before: [row.cite('own_before_ms'), 'ms'],
        now: [row.cite('own_now_ms'), 'ms'],
        loop: [blocked.cite('series'), 'text'],
        instance: [blocked.cite('entity'), 'text'],
        usual: [blocked.cite('baseline_median'), 'number'],
        peak: [blocked.cite('peak'), 'number']
      }
    )
  }
  const computes = row.text('resource_role') === 'cpu' && busy >= 1.5 * idle
  if (computes && before !== null && now !== null && now >= thrice * before) {
    const change = changeOfOrigin(candidates, 'code-defect')
    const values = {
      service: [row.cite('service'), 'text'],
      before: [row.cite('own_before_ms'), 'ms'],
      now: [row.cite('own_now_ms'), 'ms'],
      cpu: [row.cite('resource_series'), 'text'],
      idle: [row.cite('resource_before'), 'number'],
      busy: [row.cite('resource_now'), 'number']
    } as const
    const template =
      'a call takes {service} {now} of its own time where it took {before}, and its {cpu} goes from {idle} to {busy}'
    // A neighbour on the same processor, or a collector that finds nothing to free, looks the same.
    if (change && !fillsMemory(entity, scene)) {
      return yes(0.8, `${template}; {change} can make it compute so long`, { ...values, change: [change.cite('title'), 'text'] })
    }
    return cannotTell(`${template}; a neighbour on the same processor would look the same`, values)
  }
  const kind = textIn(origins, 'own_line_kind')
  const lines = numberIn(origins, 'own_lines') ?? 0
  if (
    kind !== null &&
    kind !== 'resource' &&
    kind !== 'dependency' &&
    lines >= 5 &&
    (row.number('failures_share') ?? row.number('errors_share') ?? row.number('lines_share') ?? 0) >= 0.5 &&
    has(origins, 'own_lines')
  ) {
    const ofOne = failsOnOneInstance(skew, entity)
    if (ofOne) return ofOne
    const values = { service: [row.cite('service'), 'text'], lines: [citeFact(origins, 'own_lines'), 'number'] } as const
    const template = '{service} fails by itself and logs {lines} errors that blame nobody else'
    // What refuses as it was told to says so in its own words as well: only code that was changed makes it a fault of the code.
    if (kind !== 'program' && !changeOfOrigin(candidates, 'code-defect'))
      return cannotTell(`${template}, which a setting or what it was asked for may make it do`, values)
    return yes(kind === 'program' ? 0.85 : 0.65, `${template}; others pass its failures on`, values)
  }
  return null
}

/** Does memory of the service leave its healthy range as well? */
export const fillsMemory = (service: string, { evidence }: Scene): Row | undefined =>
  rowsIn(evidence.onsets).find(
    (one) =>
      /^(?:memory|gc)$/.test(one.text('role') ?? '') &&
      (one.text('entity') ?? '').toLowerCase().startsWith(service.toLowerCase()) &&
      rises(one) &&
      Math.abs((one.number('peak') ?? 0) - (one.number('baseline_median') ?? 0)) >=
        0.3 * Math.abs(one.number('baseline_median') ?? 0)
  )

/** The exception of the program's own that one service threw most in the window; of any service, when none is asked for. */
export function programRow(errors: Maybe, service: string | null): Row | undefined {
  return rowsIn(errors).find(
    (row) =>
      row.text('kind') === 'program' &&
      (row.number('window_count') ?? 0) >= 5 &&
      (service === null || (row.text('entity') ?? '').toLowerCase().startsWith(service.toLowerCase()))
  )
}

function unseen(errors: Maybe, scene: Scene): Reading {
  const processor = rowsIn(scene.evidence.onsets).some(
    (row) => row.text('role') === 'cpu' && !database.test(`${row.text('entity')} ${row.text('series')}`)
  )
  if (!errors || !processor || !scene.evidence.onsets) return cannotTell('no source tells what the program itself did')
  return no(0.5, 'no exception of the program’s own came up, and its processor time is what load explains', {}, [
    errors.id,
    scene.evidence.onsets.id
  ])
}
