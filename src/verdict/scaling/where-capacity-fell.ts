import { citeFact, epochMsOf, state, type Statement } from '../../domain/index.ts'
import { has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { limitChangedAsHarmBegan } from '../tests/limit-changed-as-harm-began.ts'
import { lostInstances } from '../tests/lost-instances.ts'
import { unitCostRose } from '../tests/unit-cost-rose.ts'
import { nobody, type ScalingPart } from './part.ts'

/**
 * As many come and less is there to serve them: a limit was cut, or instances fell silent, and from then on what was left
 * is full. More of it, if only as much as there was, carries the load: that is said `for` capacity, in place of the
 * answers named. Where it is not seen that what was left filled, a load that was carried by more says nothing against it.
 */
export const whereCapacityFell = (part: ScalingPart, inPlaceOf: readonly ('against' | 'cannot-tell')[]): ScalingPart => ({
  ...part,
  calls: (suspect, scene) => [
    ...part.calls(suspect, scene),
    ...limitChangedAsHarmBegan.calls(nobody, scene),
    ...unitCostRose.calls(suspect, scene)
  ],
  read(found, suspect, scene) {
    const own = part.calls(suspect, scene).length
    const told = part.read(found.slice(0, own), suspect, scene)
    if (told.answer === 'for') return told
    const limits = limitChangedAsHarmBegan.calls(nobody, scene).length
    const hypothesis = { subject: suspect, onset: null }
    const dearer = unitCostRose.read(found.slice(own + limits), hypothesis, scene).outcome === 'yes'
    const fell = limitCut(found[own], scene) ?? instancesGone(scene)
    if (fell && !dearer && inPlaceOf.includes(told.answer)) return { answer: 'for', statement: fell }
    const [gone] = lostInstances(scene.evidence.onsets).silent
    if (told.answer !== 'against' || !inPlaceOf.includes('against') || !gone) return told
    return {
      answer: 'cannot-tell',
      statement: state('{instance} stops serving from {at} on, so a load that was carried before was carried by more', {
        instance: [gone.cite('entity'), 'text'],
        at: [gone.cite('onset'), 'time']
      })
    }
  }
})

/** Settings of which a smaller one leaves no less room: how long is waited, how often tried, how fast. */
const noPlaces = /time-?out|\bttl\b|wait|delay|interval|back-?off|retry|retries|attempts|max-?age|expir|ratio|percent|threshold/i

/** The limit was cut as harm began, and nobody waited before. */
function limitCut(limits: Maybe, scene: Scene): Statement | undefined {
  const [from, to] = [figureIn(limits, 'lowered_from'), figureIn(limits, 'lowered_to')]
  const [name, at] = [textIn(limits, 'lowered_name'), textIn(limits, 'lowered_at')]
  if (from === null || to === null || to >= from || at === null || name === null || noPlaces.test(name)) return undefined
  if (limitChangedAsHarmBegan.read([limits], { subject: nobody, onset: null }, scene).outcome !== 'yes') return undefined
  const queues = rowsIn(scene.evidence.onsets).filter((row) => isQueue(row) && (row.number('peak') ?? 0) > 0)
  const [queue] = queues
  if (!queue || !queues.every((row) => beganAt(row) >= epochMsOf(at) - stepOf(row))) return undefined
  if (!has(limits, 'lowered_name') || !has(limits, 'lowered_from') || !has(limits, 'lowered_to')) return undefined
  return state('{name} was cut from {from} to {to} at {at}, and {queue} shows work waiting only since: as many came to less', {
    name: [citeFact(limits, 'lowered_name'), 'text'],
    from: [citeFact(limits, 'lowered_from'), 'text'],
    to: [citeFact(limits, 'lowered_to'), 'text'],
    at: [citeFact(limits, 'lowered_at'), 'time'],
    queue: [queue.cite('series'), 'text']
  })
}

/** Instances fell silent, and one that is left has its processor or its queue full since. */
function instancesGone(scene: Scene): Statement | undefined {
  const { silent, serving } = lostInstances(scene.evidence.onsets)
  const [gone] = silent
  const left = new Set(serving.map((row) => row.text('entity')))
  const full = rowsIn(scene.evidence.onsets).find((row) => {
    if (!gone || !left.has(row.text('entity'))) return false
    const filled = row.text('role') === 'cpu' ? row.text('saturated_at') : null
    return filled !== null && epochMsOf(filled) >= epochMsOf(gone.text('onset') ?? filled) - stepOf(row)
  })
  if (!gone || !full) return undefined
  return state('{instance} stops serving from {at} on, and {series} of {left} is full from {filled} on: as many came to less', {
    instance: [gone.cite('entity'), 'text'],
    at: [gone.cite('onset'), 'time'],
    series: [full.cite('series'), 'text'],
    left: [full.cite('entity'), 'text'],
    filled: [full.cite('saturated_at'), 'time']
  })
}

const isQueue = (row: Row): boolean => /^(waiters|queue)$/.test(row.text('role') ?? '')

/** A queue that is there in the window and has no beginning in it was there before. */
const beganAt = (row: Row): number => {
  const at = row.text('onset') ?? row.text('beyond_load_onset') ?? row.text('saturated_at')
  return at === null ? -Infinity : epochMsOf(at)
}

const stepOf = (row: Row): number => (row.number('resolution_seconds') ?? 60) * 1000

/** A limit is kept as it was written. */
function figureIn(limits: Maybe, fact: string): number | null {
  const text = textIn(limits, fact)
  const figure = text === null ? numberIn(limits, fact) : Number.parseFloat(text.replaceAll('_', ''))
  return figure !== null && Number.isFinite(figure) ? figure : null
}
