import { describe, expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import type { DiagnosticTest, Reading } from '../diagnostic-test.ts'
import { predictionsFor, testableCategories } from '../predictions/index.ts'
import { type Scene, sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { at, dearStatement, limitCut, locked, subject, surge, type World } from '../testing/made-world.ts'
import { diagnosticTest, diagnosticTests } from './index.ts'

const everything = testableCategories.map((category, i) => madeHypothesis(`H${i + 1}`, category))
const hypothesis = { subject, onset: at('09:05') }

function readIn(world: World, id: string): Reading {
  const test = diagnosticTest(id)
  if (!test) throw new Error(`there is no test ${id}`)
  const evidence = evidenceIn(world, everything)
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), hypothesis, scene)
}

describe('a diagnostic test', () => {
  const blind: Scene = sceneOf({ window: null, baseline: null }, [])

  it.each(diagnosticTests.map((test): [string, DiagnosticTest] => [test.id, test]))(
    '%s cannot tell without evidence',
    (_, test) => {
      expect(test.calls(subject, blind).every(({ arguments: args }) => !('window' in args))).toBe(true)
      const reading = test.read([], hypothesis, blind)
      expect(reading).toMatchObject({ outcome: 'cannot-tell', strength: 0 })
      expect(reading.statement.text).not.toBe('')
    }
  )

  it('has an id of its own, and every prediction names one', () => {
    const ids = diagnosticTests.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const predicted = testableCategories.flatMap((category) => predictionsFor(category).map(({ test }) => test))
    expect(predicted.filter((id) => !ids.includes(id))).toEqual([])
    expect(ids.filter((id) => !predicted.includes(id))).toEqual([])
  })

  it('tells any two classes apart: each pair predicts differently somewhere', () => {
    for (const one of testableCategories) {
      for (const other of testableCategories.filter((category) => category !== one)) {
        const differ = predictionsFor(one).filter((mine) =>
          predictionsFor(other).some((theirs) => theirs.test === mine.test && theirs.expected !== mine.expected)
        )
        expect(differ.length, `${one} and ${other}`).toBeGreaterThan(0)
      }
    }
  })

  it.each([
    ['unit-cost-rose', dearStatement, 'yes'],
    ['unit-cost-rose', surge, 'no'],
    ['unit-cost-rose', locked, 'cannot-tell'],
    ['work-is-a-query', dearStatement, 'yes'],
    ['operation-covers-harm', dearStatement, 'yes'],
    ['slow-without-waiters', dearStatement, 'yes'],
    ['slow-without-waiters', surge, 'no'],
    ['slow-runs-interleave-with-fast', dearStatement, 'yes'],
    ['slow-runs-interleave-with-fast', surge, 'no'],
    ['slow-before-waiting', dearStatement, 'yes'],
    ['hold-time-rose', dearStatement, 'yes'],
    ['hold-time-rose', surge, 'no'],
    ['load-exceeds-history', dearStatement, 'no'],
    ['load-exceeds-history', surge, 'yes'],
    ['same-load-was-healthy', dearStatement, 'yes'],
    ['same-load-was-healthy', surge, 'no'],
    ['latency-follows-load', surge, 'yes'],
    ['latency-follows-load', dearStatement, 'no'],
    ['lock-waits-cover-slow-time', locked, 'yes'],
    ['lock-waits-cover-slow-time', dearStatement, 'cannot-tell'],
    ['one-holder-blocks-many', locked, 'yes'],
    ['limit-was-lowered-before-onset', limitCut, 'yes'],
    ['limit-was-lowered-before-onset', dearStatement, 'no'],
    ['limit-was-reached', surge, 'yes'],
    ['slow-before-harm', dearStatement, 'yes']
  ] as const)('%s reads its evidence', (id, world, outcome) => {
    expect(readIn(world, id).outcome).toBe(outcome)
  })

  it('does not compute hold times where Little’s law does not hold', () => {
    const drawn: World = { ...dearStatement, littles_law: { facts: { obeys: 'no', points: 10 } } }
    expect(readIn(drawn, 'hold-time-rose').outcome).toBe('cannot-tell')
  })

  it('takes a load that was only rising into the trouble for no healthy minute', () => {
    const ramp = {
      bad_at: at('10:00'),
      good_at: at('08:58'),
      bad_load: 600,
      good_load: 590,
      bad_latency: 9000,
      good_latency: 60,
      latency_ratio: 150
    }
    expect(readIn({ ...surge, matched_load: { facts: { pairs: 1 }, rows: [ramp] } }, 'same-load-was-healthy').outcome).toBe(
      'cannot-tell'
    )
  })

  it('prefers a healthy time long before the trouble to one after something was enlarged', () => {
    const good = (time: string) => ({
      bad_at: at('09:30'),
      good_at: at(time),
      bad_load: 110,
      good_load: 108,
      bad_latency: 9000,
      good_latency: 60,
      latency_ratio: 150
    })
    const world = (...rows: ReturnType<typeof good>[]): World => ({
      ...surge,
      matched_load: { facts: { pairs: 1, changed_between: '10:00 raise-limit pool' }, rows }
    })
    expect(readIn(world(good('10:20')), 'same-load-was-healthy').outcome).toBe('cannot-tell')
    expect(readIn(world(good('10:20'), good('08:58')), 'same-load-was-healthy').outcome).toBe('cannot-tell')
    expect(readIn(world(good('10:20'), good('08:20')), 'same-load-was-healthy').outcome).toBe('yes')
  })

  it('takes one busy minute for no surge where the usual load of the bad time was carried before and after it', () => {
    const world = (carried: number, after: number): World => ({
      ...surge,
      demand: {
        facts: {
          load_peak: 160,
          load_baseline: 40,
          load_ratio: 2.5,
          load_after_recovery: after,
          load_carried: carried,
          load_carried_at: at('08:58')
        }
      }
    })
    expect(readIn(world(104, 101), 'load-exceeds-history').outcome).toBe('no')
    expect(readIn(world(70, 101), 'load-exceeds-history').outcome).toBe('yes')
    expect(readIn(world(104, 50), 'load-exceeds-history').outcome).toBe('yes')
  })

  it('takes no log for a surge in which only what fails became more', () => {
    const world = (served: number): World => ({
      ...surge,
      demand: { facts: { load_peak: 160, load_baseline: 40, load_ratio: 4, load_after_recovery: 40, served_ratio: served } }
    })
    expect(readIn(world(1.2), 'load-exceeds-history').outcome).toBe('cannot-tell')
    expect(readIn(world(2.5), 'load-exceeds-history').outcome).toBe('yes')
  })

  it('does not take a limit lowered after the harm for its cause', () => {
    const facts = { ...limitCut['limits']?.facts, lowered_at: at('10:00') }
    expect(readIn({ ...limitCut, limits: { ...limitCut['limits'], facts } }, 'limit-was-lowered-before-onset').outcome).toBe('no')
  })

  it('takes no plain insert for a query that searches, and leaves an update open', () => {
    const test = diagnosticTest('work-is-a-query')
    const [insert, update] = ['insert into plots values (?)', 'update plots set day = ? where id = ?'].map((operation) => {
      const rows = [{ population: 'statements', operation, label: operation, runs: 9, p95_ms: 9000 }]
      const made = madeEvidence({ tool: 'operations', arguments: {} }, { rows })
      return test?.read([made], { subject: { ...subject, operation }, onset: null }, sceneOf(frame, []))
    })
    expect(insert?.outcome).toBe('no')
    expect(update?.outcome).toBe('cannot-tell')
  })

  it('takes waits that were given up for the cause of what failed only where as many failed', () => {
    const gaveUp = (given_up: number, failed_work: number): World => ({
      ...dearStatement,
      lock_waits: { facts: { waits: given_up, first_at: at('09:05'), given_up, failed_work } }
    })
    expect(readIn(gaveUp(80, 100), 'lock-waits-cover-slow-time').outcome).toBe('yes')
    expect(readIn(gaveUp(20, 100), 'lock-waits-cover-slow-time').outcome).toBe('cannot-tell')
    expect(readIn(gaveUp(80, 10), 'lock-waits-cover-slow-time').outcome).toBe('cannot-tell')
    expect(readIn(gaveUp(5, 5), 'lock-waits-cover-slow-time').outcome).toBe('cannot-tell')
  })

  it('allows that a run is logged when it has ended', () => {
    const rows = [{ time: at('09:30'), duration_ms: 1_500_000, slow: true, waiters: 3 }]
    const runs = { facts: { runs: 1, slow: 1, first_slow_at: at('09:30'), waiters_at_first_slow: 3 }, rows }
    expect(readIn({ ...dearStatement, operation_runs: runs }, 'slow-before-waiting').outcome).toBe('cannot-tell')
  })
})

describe('an intervention', () => {
  const raised = { rows: [{ time: at('10:30'), kind: 'raise-limit', object: 'pool' }] }
  const tried = (after: World[string]): World => ({ ...dearStatement, interventions: raised, after_intervention: after })

  it('did not cure what is slow with nobody waiting afterwards', () => {
    const after = {
      facts: { slow_after: 3 },
      rows: [
        { time: at('11:00'), duration_ms: 17_000, waiters: 0 },
        { time: at('11:10'), duration_ms: 9000, waiters: 0 }
      ]
    }
    expect(readIn(tried(after), 'more-resource-did-not-cure').outcome).toBe('yes')
  })

  it('is no time-out that was lengthened: how long something may take is no amount', () => {
    const after = { facts: { slow_after: 3 }, rows: [{ time: at('11:00'), duration_ms: 17_000, waiters: 0 }] }
    const longer = { rows: [{ time: at('10:30'), kind: 'raise-limit', object: 'session.timeout' }] }
    expect(readIn({ ...tried(after), interventions: longer }, 'more-resource-did-not-cure').outcome).toBe('cannot-tell')
  })

  it('says nothing while others still wait: it may have been too little', () => {
    const after = { facts: { slow_after: 3 }, rows: [{ time: at('11:00'), duration_ms: 17_000, waiters: 9 }] }
    expect(readIn(tried(after), 'more-resource-did-not-cure').outcome).toBe('cannot-tell')
  })

  it('cured when nothing is slow after it', () => {
    const after = { facts: { slow_after: 0, latency_before: 9000, latency_after: 60 } }
    expect(readIn(tried(after), 'more-resource-did-not-cure').outcome).toBe('no')
    expect(readIn(tried(after), 'revert-cured').outcome).toBe('yes')
  })

  it('that added capacity explains a good time after it, unless work was still slow beside it', () => {
    const pair = {
      bad_at: at('10:00'),
      good_at: at('11:30'),
      bad_load: 200,
      good_load: 200,
      bad_latency: 9000,
      good_latency: 60,
      latency_ratio: 150
    }
    const world = (after: World[string]): World => ({
      ...tried(after),
      demand: { facts: { load_series: 'rps', load_ratio: 2 } },
      matched_load: { facts: { pairs: 1, changed_between: '10:30 raise-limit pool' }, rows: [pair] }
    })
    const cured = { facts: { slow_after: 0, latency_before: 9000, latency_after: 60 } }
    expect(readIn(world(cured), 'same-load-was-healthy').outcome).toBe('cannot-tell')
    const inVain = { facts: { slow_after: 3 }, rows: [{ time: at('11:00'), duration_ms: 17_000, waiters: 0 }] }
    expect(readIn(world(inVain), 'same-load-was-healthy').outcome).toBe('yes')
  })
})
