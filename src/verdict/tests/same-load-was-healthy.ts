import { citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { moreResourceDidNotCure } from './more-resource-did-not-cure.ts'
import { rises } from './rises.ts'

/** Changes after which the same load is no longer the same test of capacity. */
const moreCapacity = /scale|raise/

export const sameLoadWasHealthy: DiagnosticTest = {
  id: 'same-load-was-healthy',
  question: 'Was the service healthy at another time under as much load?',
  dimension: 'discrimination',
  calls: (subject, scene) => [
    ...compared('matched_load', scene),
    ...compared('demand', scene),
    ...moreResourceDidNotCure.calls(subject, scene)
  ],
  read([matched, demand, ...tried], hypothesis, scene) {
    const pairs = numberIn(matched, 'pairs')
    if (pairs === null || !has(matched, 'pairs')) return cannotTell('no source gives load and latency together')
    if (pairs === 0) {
      const rows = rowsIn(scene.evidence.onsets)
      if (rows.some((row) => row.text('role') === 'latency') && !rows.some(showsHarm)) {
        return cannotTell('nothing measured became slower, waited or was refused, so there is no bad time to find its like for')
      }
      // None is found either where no minute was slow, or none was measured beside another.
      if ((numberIn(demand, 'load_ratio') ?? 0) < surpassing) {
        return cannotTell('no slow time has a healthy time beside it to compare with, though the load was no higher than usual')
      }
      const relief = textIn(matched, 'relieved_after') ?? ''
      if (
        moreCapacity.test(relief) &&
        has(matched, 'relieved_at') &&
        has(matched, 'relieved_load') &&
        has(matched, 'relieved_after')
      ) {
        return no(0.8, 'only after {what} was a load of {load}, as much as had failed, served in good health at {at}', {
          what: [citeFact(matched, 'relieved_after'), 'text'],
          load: [citeFact(matched, 'relieved_load'), 'number'],
          at: [citeFact(matched, 'relieved_at'), 'time']
        })
      }
      return no(0.5, 'no healthy time is seen with as much load as the bad time had ({pairs} pairs)', {
        pairs: [citeFact(matched, 'pairs'), 'integer']
      })
    }
    // A healthy time before the trouble is of the service as it was; one after it also of whatever was done in between.
    const steady = rowsIn(matched).filter((row) => isSteady(row, scene))
    const pair = steady.find((row) => !after(row) && (row.number('latency_ratio') ?? 0) >= muchSlower) ?? steady[0]
    const ratio = pair?.number('latency_ratio') ?? null
    if (!pair || ratio === null)
      return cannotTell('load was as high in a healthy minute only while it was rising, before a queue could form')
    const values = {
      badAt: [pair.cite('bad_at'), 'time'],
      badLoad: [pair.cite('bad_load'), 'number'],
      badLatency: [pair.cite('bad_latency'), 'ms'],
      goodAt: [pair.cite('good_at'), 'time'],
      goodLoad: [pair.cite('good_load'), 'number'],
      goodLatency: [pair.cite('good_latency'), 'ms']
    } as const
    const template =
      'at {badAt} a load of {badLoad} went with a latency of {badLatency}, at {goodAt} a load of {goodLoad} with one of {goodLatency}'
    // Where work was still slow beside the capacity that was added, that is not what made the good time good.
    const inVain = moreResourceDidNotCure.read(tried, hypothesis, scene).outcome === 'yes'
    // Where harm went on until something else was done, it was not the capacity either.
    const last = (textIn(matched, 'changed_between') ?? '').split('; ').at(-1) ?? ''
    const only = after(pair) && !inVain && moreCapacity.test(last)
    if (only && has(matched, 'changed_between') && (numberIn(demand, 'load_ratio') ?? 0) >= surge) {
      return cannotTell(`${template}: in between was done {changed}, so it says nothing against capacity`, {
        ...values,
        changed: [citeFact(matched, 'changed_between'), 'text']
      })
    }
    if (ratio < muchSlower) return no(clearness(ratio, 2, 1), template, values)
    // A good time after capacity was added says little about capacity; after any other change it says less than before it.
    const between = textIn(matched, 'changed_between')
    const doubt = between === null || !after(pair) ? 1 : only ? 0.3 : 0.6
    return yes(doubt * clearness(Math.log(ratio), Math.log(1.5), Math.log(6)), template, values)
  }
}

const muchSlower = 2

/** Harm is work that takes longer, and as well work that waits before a door or is refused at it. */
const showsHarm = (row: Row): boolean => /^(latency|errors|queue|waiters)$/.test(row.text('role') ?? '') && rises(row)

/** Half as much again: where so much more came, capacity added may be what made the good time good. */
const surge = 1.5

const after = (pair: Row): boolean => (pair.text('good_at') ?? '') >= (pair.text('bad_at') ?? '')

/** A quarter above the usual: below it "no healthy time with as much load" says nothing of the load. */
const surpassing = 1.25

/** Minutes of rising load before the trouble that say nothing: a queue takes time to form. */
const rampMinutes = 10

/** A good minute while the load is already rising into the trouble is no healthy minute under that load. */
function isSteady(row: Row, { window }: Scene): boolean {
  const [good, bad] = [row.text('good_at'), row.text('bad_at')]
  if (!good || !bad || !window) return good !== null && bad !== null
  return good > bad || epochMsOf(good) < epochMsOf(window.from) - rampMinutes * 60_000
}
