import { expect, it } from 'vitest'
import type { Scalar } from '../../domain/index.ts'
import { sceneOf } from '../scene.ts'
import { frame } from '../testing/made-case.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { at } from '../testing/made-world.ts'
import { jobBracketing } from './job-at-work.ts'

const departure = (returns: string) => ({ signal: 'p95', kind: 'latency', departs_at: at('09:05'), returns_at: returns })
const daily = { actor: 'full export', kind: 'job', started_at: at('09:04'), ended_at: at('10:32'), runs: 7, runs_alike: 6 }

/** The job that harm begins and ends with, where signals of harm return at these times. */
function blamed(returns: readonly string[], job: Readonly<Record<string, Scalar>> = {}): string | null | undefined {
  const scene = sceneOf(frame, [
    madeEvidence({ tool: 'frame', arguments: {} }, { facts: { abnormal: true }, rows: returns.map((one) => departure(one)) })
  ])
  const processes = madeEvidence({ tool: 'host_processes', arguments: {} }, { rows: [{ ...daily, ...job }] })
  return jobBracketing(processes, scene)?.text('actor')
}

it('what runs once a day is blamed where most of the harm begins and ends with it to the minute', () => {
  expect(blamed([at('10:31'), at('10:32'), at('10:33')])).toBe('full export')
})

it.each([
  ['harm outlasts it', [at('11:10'), at('11:11'), at('11:12')], {}],
  ['signals return one by one', [at('09:40'), at('10:32'), at('11:12')], {}],
  ['it runs many times a day', [at('10:31'), at('10:32'), at('10:33')], { runs: 60, runs_alike: 20 }],
  ['it had begun before harm', [at('10:31'), at('10:32'), at('10:33')], { started_at: at('08:50') }]
] as const)('not where %s', (_, returns, job) => {
  expect(blamed(returns, job)).toBeUndefined()
})
