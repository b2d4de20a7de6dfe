import { describe, expect, it } from 'vitest'
import type { Scalar } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { series, slowPeer } from '../testing/made-surroundings.ts'
import { at, type World } from '../testing/made-world.ts'
import { foreignWorkTakesTheResource } from './foreign-work-takes-the-resource.ts'

const subject = { population: null, operation: null, entity: 'nightly copy', series: null }
const job = (more: Readonly<Record<string, Scalar>> = {}) => ({
  actor: 'nightly copy',
  kind: 'job',
  started_at: at('09:04'),
  ended_at: null,
  overlap_with_harm: 0.98,
  runs: 1,
  ...more
})
const fullDisk = series('d1', 'disk %util', 'utilisation', 8, 98, at('09:05'), at('09:05'))

function answer(jobs: readonly ReturnType<typeof job>[], moved: readonly ReturnType<typeof series>[] = [fullDisk]): string {
  const rows = [series(null, 'rps', 'load', 100, 100, null), series(null, 'p95', 'latency', 100, 9000, at('09:05')), ...moved]
  const world: World = {
    ...slowPeer,
    operations: {},
    series_onsets: { facts: { load_series: 'rps' }, rows },
    host_processes: { facts: { actors: jobs.length }, rows: jobs }
  }
  const evidence = evidenceIn(world, [madeHypothesis('H1', 'batch-interference', { subject, onset: at('09:04') })])
  const scene = sceneOf(frame, evidence)
  const found = answersTo(foreignWorkTakesTheResource.calls(subject, scene), evidence)
  return foreignWorkTakesTheResource.read(found, { subject, onset: at('09:04') }, scene).outcome
}

describe('a job that began as harm began', () => {
  it('takes the disk that is full from then on', () => {
    expect(answer([job()])).toBe('yes')
  })

  it.each([
    ['no disk is taken', [job()], []],
    ['the disk was taken by what load explains', [job()], [series('d1', 'disk %util', 'utilisation', 8, 12, null)]],
    ['it began long before', [job({ started_at: at('06:10') })], [fullDisk]],
    ['it ended long before harm did', [job({ overlap_with_harm: 0.2 })], [fullDisk]],
    ['it runs all day', [job({ runs: 40 })], [fullDisk]]
  ] as const)('is not blamed where %s', (_, jobs, moved) => {
    expect(answer([...jobs], [...moved])).not.toBe('yes')
  })
})
