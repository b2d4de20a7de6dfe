import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { accusedRow, waitsFor } from './dependency-rows.ts'
import { groundCalls, groundGaveWay } from './ground-gave-way.ts'
import { interruptionCalls } from './began-with-an-interruption.ts'
import { takenByJob } from './foreign-work-takes-the-resource.ts'
import { processCalls } from './job-at-work.ts'
import { keptUpByAttempts } from './kept-up-by-attempts.ts'

/** A resource that at least doubles is the reason of much; what holds connections and threads fills by waiting too. */
const doubled = 2
const used = /^(cpu|memory|gc|disk|network)$/
/** Own error lines: fewer are an accident. */
const fewLines = 5

/**
 * A provider is slow for reasons of its own that our materials cannot hold. A service of ours shows its reason where it is
 * slow: what it uses up, what it fails of, what was changed in it. Then "a dependency was slow" says its symptom.
 */
export const accusedHasItsOwnReason: DiagnosticTest = {
  id: 'accused-has-its-own-reason',
  question: 'Is the accused one of our own services, so that the reason why it is slow or fails lies in it or behind it?',
  dimension: 'discrimination',
  silenceIsNoDoubt: true,
  calls: (_, scene) => [
    ...compared('dependency_latency', scene),
    ...compared('retries', scene),
    ...interruptionCalls(scene),
    ...groundCalls(scene),
    ...processCalls(scene)
  ],
  read([calls, retries, interventions, changes, trouble, skew, processes], { subject }, scene) {
    const ground = groundGaveWay([trouble, skew])
    // A service of the platform that its owner tells of is the platform's trouble, whoever calls it.
    if (ground?.kind === 'service' && (subject.entity ?? '').toLowerCase().includes(ground.what.toLowerCase()))
      return yes(0.8, ground.sentence, ground.values)
    const origins = scene.evidence.origins
    if (!origins) return cannotTell('nobody looked in which service harm begins')
    const row = rowsIn(origins).find((one) => one.text('service') === subject.entity)
    const accused = accusedRow(calls, subject)
    const further = accused && waitsFor(accused, calls)
    if (accused && further) {
      return yes(0.8, '{accused} itself waits for {further}: that makes up {added} of the {all} that calls to it take more', {
        accused: [accused.cite('dependency'), 'text'],
        further: [further.cite('dependency'), 'text'],
        added: [further.cite('added_ms'), 'ms'],
        all: [accused.cite('added_ms'), 'ms']
      })
    }
    if (!row) return no(0.8, 'the accused is none of the services that the materials show from within', {}, [origins.id])
    if (scene.origin !== null && scene.origin.service !== subject.entity && has(origins, 'origin')) {
      return yes(0.7, 'harm does not begin in {accused} but in {origin}', {
        accused: [row.cite('service'), 'text'],
        origin: [citeFact(origins, 'origin'), 'text']
      })
    }
    return (
      keptUpByAttempts(retries, [interventions, changes], scene) ??
      takenByJob(processes, scene) ??
      reasonOf(row, origins, scene) ??
      // Its slowness is a symptom all the same: where nothing shows the cause, the cause is not known.
      yes(
        0.15,
        '{accused} is a service of ours, whose reason must lie in it or behind it, though nothing that it uses or says shows which',
        {
          accused: [row.cite('service'), 'text']
        }
      )
    )
  }
}

function reasonOf(row: Row, origins: Maybe, scene: Scene): Reading | null {
  const [before, now] = [row.number('resource_before'), row.number('resource_now')]
  const accused: ValuesOf = { accused: [row.cite('service'), 'text'] }
  if (used.test(row.text('resource_role') ?? '') && before !== null && now !== null && now >= doubled * before) {
    return yes(0.8, '{accused} shows its reason: {series} goes from {before} to {now}, beyond what its load explains', {
      ...accused,
      series: [row.cite('resource_series'), 'text'],
      before: [row.cite('resource_before'), 'number'],
      now: [row.cite('resource_now'), 'number']
    })
  }
  const [few, many] = [row.number('calls_before'), row.number('calls_now')]
  if (few !== null && many !== null && many >= doubled * Math.max(few, 0.5)) {
    return yes(0.8, '{accused} shows its reason: one run of it calls {callee} {many} times where it did {few} times', {
      ...accused,
      callee: [row.cite('called_more'), 'text'],
      few: [row.cite('calls_before'), 'number'],
      many: [row.cite('calls_now'), 'number']
    })
  }
  const kind = textIn(origins, 'own_line_kind')
  const isOrigin = scene.origin?.service === row.text('service')
  if (
    isOrigin &&
    kind !== null &&
    kind !== 'dependency' &&
    (numberIn(origins, 'own_lines') ?? 0) >= fewLines &&
    has(origins, 'own_lines')
  ) {
    return yes(0.8, '{accused} shows its reason: {lines} error lines of its own that blame nobody else', {
      ...accused,
      lines: [citeFact(origins, 'own_lines'), 'number']
    })
  }
  return null
}
