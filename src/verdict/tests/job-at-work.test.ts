import { describe, expect, it } from 'vitest'
import type { CauseCategory, Scalar } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { calls, series, slowPeer } from '../testing/made-surroundings.ts'
import { at, type World } from '../testing/made-world.ts'
import { accusedHasItsOwnReason } from './accused-has-its-own-reason.ts'
import { dependencyIsSlower } from './dependency-is-slower.ts'
import { foreignWorkTakesTheResource } from './foreign-work-takes-the-resource.ts'
import { instanceDepartsFromPeers } from './instance-departs-from-peers.ts'
import { scriptOf } from './job-at-work.ts'

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

const departing = {
  instance: 'd1',
  kind: 'instance',
  measure: 'disk %util',
  role: 'utilisation',
  value: 98,
  peers_value: 8,
  ratio: 12,
  robust_z: 40,
  departs: true
}
type Moved = Omit<ReturnType<typeof series>, 'returned_at'> & { readonly returned_at: string | null }

function answer(
  jobs: readonly ReturnType<typeof job>[],
  moved: readonly Moved[] = [fullDisk],
  test: DiagnosticTest = foreignWorkTakesTheResource,
  accused: string = subject.entity,
  category: CauseCategory = 'slow-dependency'
): string {
  const rows = [series(null, 'rps', 'load', 100, 100, null), series(null, 'p95', 'latency', 100, 9000, at('09:05')), ...moved]
  const world: World = {
    ...slowPeer,
    operations: {},
    series_onsets: { facts: { load_series: 'rps' }, rows },
    host_processes: { facts: { actors: jobs.length }, rows: jobs },
    dependency_latency: calls({ name: 'store', now: 10_000 }, { name: 'maps' }),
    service_origin: {
      facts: { origin: null, origin_score: 0.2, runner_up_score: 0.1 },
      rows: [{ service: 'store', score: 0.2 }]
    },
    instance_skew: { facts: { instances: 3 }, rows: [departing] }
  }
  const about = { ...subject, entity: accused }
  const hypothesis = { subject: about, onset: at('09:04'), category }
  const made = (['batch-interference', 'slow-dependency', 'faulty-instance'] as const).map((category, i) =>
    madeHypothesis(`H${i + 1}`, category, { subject: about, onset: at('09:04') })
  )
  const evidence = evidenceIn(world, made)
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(about, scene), evidence), hypothesis, scene).outcome
}

describe('a job that began as harm began', () => {
  it('takes the disk that is full from then on', () => {
    expect(answer([job()])).toBe('yes')
  })

  it('takes one that is long to be waited for', () => {
    expect(answer([job()], [series('d1', 'disk_queue', 'queue', 0.4, 21, at('09:05'))])).toBe('yes')
  })

  it('takes a processor that was at rest before it and after it, and no other', () => {
    const busy = (returned: string) => ({
      ...series('d1', 'cpu_user', 'cpu', 3, 99, at('09:05'), at('09:06')),
      returned_at: returned
    })
    const ending = job({ ended_at: at('10:30'), started_at: at('09:03') })
    expect(answer([ending], [busy(at('10:31'))])).toBe('yes')
    expect(answer([ending], [busy(at('11:20'))])).not.toBe('yes')
    expect(answer([{ ...ending, kind: 'newcomer' }], [busy(at('10:31'))])).not.toBe('yes')
  })

  it('is called by the script that a schedule began with it', () => {
    const found = (actor: string, started_at: string) => {
      const evidence = madeEvidence(
        { tool: 'host_processes', arguments: {} },
        { facts: {}, rows: [job(), job({ actor, started_at })] }
      )
      const [own] = rowsIn(evidence)
      return own && scriptOf(own, evidence)?.text('actor')
    }
    expect(found('nightly_copy.sh', at('09:04'))).toBe('nightly_copy.sh')
    expect(found('nightly_copy.sh', at('08:04'))).toBeUndefined()
    expect(found('rotate.sh', at('09:04'))).toBeUndefined()
  })

  it('is why a service of ours is slow that others wait for, and why an instance is unlike its peers', () => {
    expect(answer([job()], [fullDisk], accusedHasItsOwnReason, 'store')).toBe('yes')
    expect(answer([job()], [fullDisk], dependencyIsSlower, 'store')).toBe('cannot-tell')
    expect(answer([job()], [fullDisk], instanceDepartsFromPeers, 'd1')).toBe('no')
    expect(answer([], [fullDisk], accusedHasItsOwnReason, 'store')).toBe('yes')
    expect(answer([], [fullDisk], dependencyIsSlower, 'store')).toBe('yes')
    expect(answer([], [fullDisk], instanceDepartsFromPeers, 'd1')).toBe('yes')
  })

  it('leaves open whether a service of ours that is slow speaks against what else is accused', () => {
    expect(answer([], [fullDisk], dependencyIsSlower, 'store', 'resource-leak')).toBe('cannot-tell')
  })

  it('that ends when harm ends is why one instance is unlike its peers, whatever it takes; one that ends elsewhere is not', () => {
    const end = frame.window?.to ?? null
    expect(answer([job({ ended_at: end })], [], instanceDepartsFromPeers, 'd1')).toBe('no')
    expect(answer([job({ ended_at: at('11:30') })], [], instanceDepartsFromPeers, 'd1')).toBe('yes')
    expect(answer([job({ ended_at: end, runs: 40 })], [], instanceDepartsFromPeers, 'd1')).toBe('yes')
  })

  it('takes it though it runs each night, if this is no night', () => {
    expect(answer([job({ runs: 40, runs_alike: 0 })])).toBe('yes')
  })

  it('may be whoever else came as harm did, where a disk is taken; coming and going with harm alone convicts none but a job', () => {
    const comer = job({ kind: 'newcomer', ended_at: frame.window?.to ?? null })
    expect(answer([comer])).toBe('yes')
    expect(answer([comer], [])).not.toBe('yes')
  })

  it.each([
    ['no disk is taken', [job()], []],
    ['the disk was taken by what load explains', [job()], [series('d1', 'disk %util', 'utilisation', 8, 12, null)]],
    ['it began long before', [job({ started_at: at('06:10') })], [fullDisk]],
    ['it ended long before harm did', [job({ overlap_with_harm: 0.2 })], [fullDisk]],
    ['it runs all day', [job({ runs: 40, runs_alike: 12 })], [fullDisk]],
    ['nothing measures what it took, and its end is not told', [job()], []],
    ['nothing measures what it took, and harm outlasts it', [job({ ended_at: at('09:30') })], []]
  ] as const)('is not blamed where %s', (_, jobs, moved) => {
    expect(answer([...jobs], [...moved])).not.toBe('yes')
  })
})
