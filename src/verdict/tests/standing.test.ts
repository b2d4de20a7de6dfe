import { expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { at, surge, type World } from '../testing/made-world.ts'
import { lockWaitsCoverSlowTime } from './lock-waits-cover-slow-time.ts'
import { processorsRest } from './processors-rest.ts'
import { threadsAwaitOwnWork } from './threads-await-own-work.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'

const subject = { population: null, operation: null, entity: null, series: null }
const dump = (standing_for: string, more: Readonly<Record<string, string | number>> = {}): World[string] => ({
  facts: {
    standing: 9,
    standing_for,
    standing_at: 'Cut.all',
    standing_pool: 'cut',
    pool_threads: 10,
    standing_share: 0.9,
    taken_at: at('09:20'),
    ...more
  }
})
const blocking = {
  rows: [
    {
      able: true,
      ref: 'c1',
      title: 'cut in parallel',
      reason: 'lets a thread stand until other work is done',
      can_produce: 'code-defect'
    }
  ]
}

function outcome(test: DiagnosticTest, world: World): string {
  const evidence = evidenceIn({ ...surge, ...world }, [
    madeHypothesis('H1', 'code-defect'),
    madeHypothesis('H2', 'lock-contention')
  ])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: at('09:05') }, scene).outcome
}

it('a pool that stands for work it handed out is told, where a change lets it stand so', () => {
  expect(outcome(threadsAwaitOwnWork, { thread_stacks: dump('result'), change_candidates: blocking })).toBe('yes')
})

it('whoever waits through a future while all that it asks are late is no fault of its own', () => {
  const late = dump('result', { others_measured: 'bank', others_slower: 'bank' })
  expect(outcome(threadsAwaitOwnWork, { thread_stacks: late, change_candidates: blocking })).toBe('cannot-tell')
  expect(outcome(threadsAwaitOwnWork, { thread_stacks: dump('answer') })).toBe('no')
})

it('a pool that stands before a lock spends its time there', () => {
  expect(outcome(lockWaitsCoverSlowTime, { lock_waits: {}, thread_stacks: dump('lock', { one_lock: 1 }) })).toBe('yes')
  expect(outcome(lockWaitsCoverSlowTime, { lock_waits: {}, thread_stacks: dump('answer') })).toBe('cannot-tell')
})

it('processors rest where none is seen near its end', () => {
  const cpu = (peak: number) => ({
    series_onsets: { rows: [{ series: 'cpu_pct', role: 'cpu', window_median: peak / 2, baseline_median: 9, peak }] }
  })
  expect(outcome(processorsRest, cpu(14))).toBe('yes')
  expect(outcome(processorsRest, cpu(97))).toBe('no')
})
