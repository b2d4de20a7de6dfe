import { citeCell, citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, rowsIn, textIn } from '../reading.ts'
import { runsOf } from './calls.ts'
import { firstSlowOf } from './first-slow.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** A cause does not come after its effect. How much later it may be logged is the coarser source's step. */
export const slowBeforeHarm: DiagnosticTest = {
  id: 'slow-before-harm',
  question: 'Was the operation slow by the time that harm began?',
  dimension: 'precedence',
  calls: runsOf,
  read([runs], { subject }, scene) {
    const slowAt = textIn(runs, 'first_slow_at')
    const harm = rowsIn(scene.evidence.frame).find((row) => row.text('departs_at') === scene.departsAt)
    const framing = scene.evidence.frame
    if (!slowAt || !has(runs, 'first_slow_at') || !scene.departsAt || !harm || !framing) {
      return cannotTell('no source dates both the first slow run and the first harm')
    }
    const values = {
      slow: [citeFact(runs, 'first_slow_at'), 'time'],
      signal: [citeCell(framing, harm.index, 'signal'), 'text'],
      harm: [citeCell(framing, harm.index, 'departs_at'), 'time']
    } as const
    const began = textIn(runs, 'first_slow_began_at')
    const early = began !== null && began <= scene.departsAt && scene.departsAt < slowAt
    const late = ((firstSlowOf(runs)?.earliestMs ?? epochMsOf(slowAt)) - epochMsOf(scene.departsAt)) / 1000
    if (late <= resolutionOfHarm(scene)) {
      // Logged when it ended: what came first is when it began.
      if (early && has(runs, 'first_slow_began_at')) {
        return yes(1, 'the first slow run, logged at {slow}, had begun at {began}; {signal} departs from normal at {harm}', {
          ...values,
          began: [citeFact(runs, 'first_slow_began_at'), 'time']
        })
      }
      return yes(late <= 0 ? 1 : 0.6, 'the first slow run was logged at {slow}; {signal} departs from normal at {harm}', values)
    }
    const population = subject.population
    const complete = population && population !== 'spans' ? scene.completeness[population] === 'complete' : false
    return no(complete ? 0.8 : 0.2, '{signal} departs from normal at {harm}, before the first slow run logged at {slow}', values)
  }
}
