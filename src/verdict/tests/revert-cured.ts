import { citeCell, citeFact, epochMsOf, type Subject, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { namesOf } from '../names.ts'
import { clearness, has, type Maybe, numberIn, rowsIn, textIn } from '../reading.ts'
import type { Intervention, Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { changesThatCan } from './harm-by.ts'
import { afterwards } from './interventions.ts'

const setBack = /config|flag|raise-limit|deploy/

/**
 * The first deed after harm began that takes something back. Switching something on, or enlarging a resource, undoes nothing.
 * Evidence that does not say which deeds undo is read by their kinds.
 */
function undoing(scene: Scene, isOther: (one: Intervention) => boolean = () => false): Intervention | undefined {
  return undoings(scene).find((one) => !isOther(one))
}

/** Deeds that take something back, roll-backs first, then in time order; of many the first tell enough. */
function undoings(scene: Scene): Intervention[] {
  const all = scene.interventions.filter((one) => isUndoing(one, scene)).toSorted(byTime)
  const isRollback = ({ kind }: Intervention): boolean => kind === 'rollback'
  return [...all.filter(isRollback), ...all.filter((one) => !isRollback(one))].slice(0, mostDeeds)
}

const mostDeeds = 4

const isUndoing = ({ kind, undoes, time }: Intervention, { departsAt }: Scene): boolean =>
  (departsAt === null || time > departsAt) && (kind === 'rollback' || (undoes ?? setBack.test(kind)))

/** What is taken back of a service is its last recorded change before; made after the accused began to act, it is another matter. */
function undoesAnother(one: Intervention, onset: string | null, changes: Maybe): boolean {
  if (onset === null || one.object === null) return false
  const undone = rowsIn(changes)
    .filter((row) => row.text('entity') === one.object && (row.text('time') ?? one.time) < one.time)
    .toSorted((a, b) => (b.text('time') ?? '').localeCompare(a.text('time') ?? ''))[0]
  const made = undone?.text('acts_at') ?? undone?.text('time') ?? null
  if (made === null) return false
  const late = epochMsOf(made) - epochMsOf(onset)
  // Made before: the accused began with what another change did at that very time.
  return late > atOnceMs || (late < -atOnceMs && beganWithAnother(one, onset, changes))
}

const beganWithAnother = (one: Intervention, onset: string, changes: Maybe): boolean =>
  rowsIn(changes).some((row) => {
    const acts = row.text('acts_at') ?? row.text('time')
    return (
      row.value('able') === true &&
      row.text('entity') !== one.object &&
      acts !== null &&
      Math.abs(epochMsOf(acts) - epochMsOf(onset)) <= atOnceMs
    )
  })

/** As near as the minute that records of changes are kept to. */
const atOnceMs = 60_000

/** Harm ends so soon after a limit is back, once the queue has gone. */
const soonMs = 20 * 60_000
/** A minute of a series may end before the change that ended it. */
const aMinuteMs = 2 * 60_000

/** Of an accused limit only what sets it back undoes anything: whatever else is rolled back meanwhile tells nothing of it. */
function limitSetBack(limits: Maybe, { series, entity }: Subject, scene: Scene): Reading | undefined {
  const [name, lowered] = [textIn(limits, 'lowered_name'), textIn(limits, 'lowered_at')]
  if (name === null || lowered === null || (series !== name && entity !== name)) return undefined
  const back = rowsIn(limits).find(
    (row) => row.text('name') === name && row.text('direction') === 'raised' && (row.text('time') ?? '') > lowered
  )
  const at = back?.text('time') ?? null
  const frame = scene.evidence.frame
  const last = rowsIn(frame)
    .filter((row) => row.text('returns_at') !== null)
    .toSorted((a, b) => (b.text('returns_at') ?? '').localeCompare(a.text('returns_at') ?? ''))[0]
  if (!back || at === null) return cannotTell('the limit is not seen to be set back, and what else was undone says nothing of it')
  const late = last ? epochMsOf(last.text('returns_at') ?? at) - epochMsOf(at) : Number.NaN
  if (!last || !frame || !(late >= -aMinuteMs && late <= soonMs))
    return cannotTell('what followed when {name} was set back at {at} is not told', {
      name: [back.cite('name'), 'text'],
      at: [back.cite('time'), 'time']
    })
  return yes(0.9, '{name} was set back at {at}, and {signal} is healthy from {healthy} on', {
    name: [back.cite('name'), 'text'],
    at: [back.cite('time'), 'time'],
    signal: [last.cite('signal'), 'text'],
    healthy: [last.cite('returns_at'), 'time']
  })
}

/** Whether what was undone is, by its name, what is accused or what is said to have set it off: else it only acquits itself. */
function concerns({ object }: Intervention, accused: string): boolean {
  if (object === null || accused.toLowerCase().includes(object.toLowerCase())) return true
  const names = new Set(namesOf(accused))
  return namesOf(object).some((name) => names.has(name))
}

const byTime = (a: Intervention, b: Intervention): number => a.time.localeCompare(b.time)

export const revertCured: DiagnosticTest = {
  id: 'revert-cured',
  question: 'Did undoing a change end the harm?',
  dimension: 'intervention',
  calls: (_, scene) => [
    ...changesThatCan('misconfiguration', scene),
    ...compared('limits', scene),
    ...undoings(scene).flatMap((one) => afterwards(scene, one))
  ],
  read([changes, limits, ...followed], { onset, subject, component, trigger }, scene) {
    const setBack = limitSetBack(limits, subject, scene)
    if (setBack) return setBack
    const intervention = undoing(scene, (one) => undoesAnother(one, onset, changes))
    const record = scene.evidence.interventions
    const other = undoing(scene)
    if (!intervention && other && record) {
      return cannotTell('the {kind} at {time} took back what was done after this began', {
        kind: [citeCell(record, other.row, 'kind'), 'text'],
        time: [citeCell(record, other.row, 'time'), 'time']
      })
    }
    const after = followed.find((one) => intervention !== undefined && one?.arguments['time'] === intervention.time)
    if (!intervention || !record) return cannotTell('no change is recorded as undone during the incident')
    const what: ValuesOf = {
      kind: [citeCell(record, intervention.row, 'kind'), 'text'],
      time: [citeCell(record, intervention.row, 'time'), 'time']
    }
    if (onset !== null && intervention.time <= onset) {
      return cannotTell('the {kind} at {time} came before this began, and undid nothing of it', what)
    }
    const accused = [component, trigger?.ref, subject.entity, subject.series, subject.operation].join(' ')
    const isOther = !concerns(intervention, accused)
    const [slow, before, now] = ['slow_after', 'latency_before', 'latency_after'].map((fact) => numberIn(after, fact))
    if (slow && slow > 0 && has(after, 'slow_after_max_ms')) {
      const still: ValuesOf = {
        ...what,
        slow: [citeFact(after, 'slow_after'), 'integer'],
        most: [citeFact(after, 'slow_after_max_ms'), 'ms']
      }
      const template = 'after the {kind} at {time} {slow} runs were still slow, up to {most}'
      return isOther ? cannotTell(`${template}: it undid something else`, still) : no(clearness(slow, 0, 3), template, still)
    }
    if (typeof before === 'number' && typeof now === 'number' && has(after, 'latency_after') && now > 0) {
      const values = {
        ...what,
        before: [citeFact(after, 'latency_before'), 'ms'],
        now: [citeFact(after, 'latency_after'), 'ms']
      } as const
      const template = 'after the {kind} at {time} latency went from {before} to {now}'
      if (now < before / 2) return yes(clearness(before / now, 1.5, 5), template, values)
      if (isOther) return cannotTell(`${template}: it undid something else`, values)
      return no(0.6 * clearness(before / now, 2, 1), template, values)
    }
    return cannotTell('what followed the {kind} at {time} was not measured', what)
  }
}
