import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalEvent, PhaseName } from '../domain/index.ts'
import { advance, isPast, newRun, type PhaseState, roundOf } from './phases.ts'

const started = (phase: PhaseName, round: number): JournalEvent => ({ type: 'phase-started', phase, round })
const failed: JournalEvent = { type: 'run-failed', code: 'interrupted', reason: 'Ctrl-C' }
const resumed: JournalEvent = { type: 'run-resumed', note: null }
const at = (phase: PhaseState['at'], round = 1): PhaseState => ({ at: phase, round, stopped: false })

describe('the phases of a run', () => {
  it('go from intake to report, planning again as often as there is something to ask', () => {
    const steps: [PhaseName, number][] = [
      ['intake', 0],
      ['plan', 1],
      ['investigate', 1],
      ['plan', 2],
      ['investigate', 2],
      ['plan', 3],
      ['challenge', 3],
      ['verify', 3],
      ['design', 3],
      ['report', 3]
    ]
    const end = steps.reduce((state, [phase, round]) => advance(state, started(phase, round)), at('started', 0))
    expect(end).toEqual({ at: 'report', round: 3, stopped: false })
  })

  it('refuse an event out of order, naming the event and the state', () => {
    expect(() => advance(newRun, started('plan', 1))).toThrow('phase-started plan (round 1) not allowed in new')
    expect(() => advance(at('verify'), started('plan', 2))).toThrow('not allowed in verify')
    expect(() => advance(at('plan'), started('investigate', 2))).toThrow('(round 2) not allowed in plan (round 1)')
    expect(() => advance(at('plan'), { type: 'task-finished', task: 'T1', findings: 0 })).toThrow(
      'task-finished not allowed in plan (round 1)'
    )
    expect(() => advance(at('finished'), failed)).toThrow('run-failed not allowed in finished')
  })

  it('stop, refuse everything but a resumption, and go on where they were', () => {
    const stopped = advance(at('investigate', 2), failed)
    expect(() => advance(stopped, started('plan', 3))).toThrow('not allowed in stopped')
    expect(advance(stopped, resumed)).toEqual(at('investigate', 2))
  })

  it('know which phases are past: along any legal walk, those entered and left and no other', () => {
    const choices = fc.array(fc.boolean(), { maxLength: 4 })
    fc.assert(
      fc.property(choices, (again) => {
        const walk: PhaseName[] = ['intake', 'plan', ...again.flatMap((): PhaseName[] => ['investigate', 'plan'])]
        walk.push('challenge', 'verify', 'design', 'report')
        let state = at('started', 0)
        const left: [PhaseName, number][] = []
        let present: [PhaseName, number] | null = null
        for (const phase of walk) {
          const round = roundOf(state, phase)
          expect(isPast(state, phase, round)).toBe(false)
          if (present) left.push(present)
          present = [phase, round]
          state = advance(state, started(phase, round))
          expect(left.every(([name, inRound]) => isPast(state, name, inRound))).toBe(true)
          expect(isPast(state, phase, round)).toBe(false)
        }
      })
    )
  })
})
