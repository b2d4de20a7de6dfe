import { describe, expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { calls, series, slowPeer } from '../testing/made-surroundings.ts'
import { at, type World } from '../testing/made-world.ts'
import { namesOrRoutesFail } from './names-or-routes-fail.ts'
import { severalDependenciesFailAlike } from './several-dependencies-fail-alike.ts'

const subject = { population: null, operation: null, entity: null, series: 'tcp_retrans_rate' }
const resent = (host: string, now = 5, since: string | null = at('09:05')) =>
  series(host, 'tcp_retrans_rate', 'network', 0.02, now, since)
const lossy = [resent('h1'), resent('h7')]

function answer(
  test: DiagnosticTest,
  moved: readonly ReturnType<typeof series>[],
  late = 1400,
  told: World['dependency_latency'] = calls({ name: 'ledger', now: late }, { name: 'maps' })
): string {
  const rows = [series(null, 'rps', 'load', 100, 100, null), series(null, 'p95', 'latency', 100, 9000, at('09:05')), ...moved]
  const world: World = {
    ...slowPeer,
    operations: {},
    series_onsets: { facts: { load_series: 'rps' }, rows },
    dependency_latency: told
  }
  const evidence = evidenceIn(world, [madeHypothesis('H1', 'network-fault', { subject, onset: at('09:05') })])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: at('09:05') }, scene).outcome
}

describe('hosts that send packets again as harm begins', () => {
  it('say that the way fails, on either side of it, where calls wait', () => {
    expect(answer(namesOrRoutesFail, lossy)).toBe('yes')
    expect(answer(severalDependenciesFailAlike, lossy)).toBe('yes')
  })

  it('say nothing of what several share where it is one host', () => {
    expect(answer(severalDependenciesFailAlike, [resent('h1')])).toBe('no')
  })

  it.each([
    ['they did so long before', [resent('h1', 5, at('06:10')), resent('h7', 5, at('06:10'))]],
    ['they do not', [resent('h1', 0.02, null), resent('h7', 0.02, null)]],
    ['a processor is taken too', [...lossy, series('h1', 'cpu', 'cpu', 20, 97, at('09:05'))]],
    ['the network carries far more', [...lossy, series('h1', 'net_out_mb', 'network', 20, 970, at('09:05'))]]
  ] as const)('are not blamed where %s', (_, moved) => {
    expect(answer(namesOrRoutesFail, moved)).not.toBe('yes')
    expect(answer(severalDependenciesFailAlike, moved)).not.toBe('yes')
  })

  it('are not blamed where calls are as quick as ever', () => {
    expect(answer(namesOrRoutesFail, lossy, 40)).not.toBe('yes')
  })

  it.each([
    ['two hosts lose packets', lossy, 40, 0, 'yes'],
    ['one host does', [resent('h1')], 40, 0, 'cannot-tell'],
    ['connections broke off as often before', lossy, 40, 30, 'cannot-tell'],
    ['hardly any broke off', lossy, 3, 0, 'cannot-tell']
  ] as const)('where nobody says whom he called, and %s: %i broke off, %i before', (_, moved, now, before, outcome) => {
    const told = { facts: { broken_off: now, broken_off_before: before, broken_off_text: 'connection reset by peer' } }
    expect(answer(namesOrRoutesFail, moved, 0, told)).toBe(outcome)
  })
})

describe('connections that are dead when they are used again', () => {
  const told = (least: number, count = 40) => ({
    facts: {
      idle_dropped: count,
      idle_least_s: least,
      idle_first_at: at('09:04'),
      idle_text: 'last used 411 s ago: read timed out'
    }
  })

  it('were forgotten on the way where all had idled long, and not where they had just been used, or few are', () => {
    expect(answer(namesOrRoutesFail, [], 0, told(305))).toBe('yes')
    expect(answer(namesOrRoutesFail, [], 0, told(2))).toBe('cannot-tell')
    expect(answer(namesOrRoutesFail, [], 0, told(305, 4))).toBe('cannot-tell')
  })
})
