import { describe, expect, it } from 'vitest'
import { type Evidence, type Hypothesis, state } from '../../domain/index.ts'
import { judgedIn, madeHypothesis } from '../testing/made-case.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { at, dearStatement, surge, type World } from '../testing/made-world.ts'

const gateOf = (world: World, hypothesis: Hypothesis, gate: string, more: Evidence[] = []) =>
  judgedIn(world, [hypothesis], more).judged[0]?.gates.find((one) => one.gate === gate)

const changes = madeEvidence(
  { tool: 'changes_around', arguments: { time: at('09:05') } },
  {
    rows: [
      {
        time: at('08:50'),
        kind: 'deploy',
        ref: 'r-1',
        title: 'Search of plots',
        content: 'where date(plots.day) = ? in the plots query'
      },
      { time: at('09:04'), kind: 'deploy', ref: 'r-2', title: 'Footer', content: 'new colours for the footer' },
      { time: at('10:30'), kind: 'deploy', ref: 'r-3', title: 'Query of plots', content: 'select * from plots order by day' }
    ]
  }
)
const blaming = (ref: string): Hypothesis =>
  madeHypothesis('H1', 'inefficient-query', { trigger: { kind: 'deploy', ref, time: null } })

describe('the gates', () => {
  it('reject what its proposer took back, however well it scores, and say why', () => {
    const back = madeHypothesis('H1', 'inefficient-query', { withdrawn: state('H2 says the same of the right table') })
    const { judged, verdict } = judgedIn(dearStatement, [back])
    expect(judged[0]?.fate).toBe('rejected')
    expect(judged[0]?.reason.text).toBe('Rejected: its proposer took it back: H2 says the same of the right table')
    expect(verdict.rootCause).toBeNull()
  })

  it('reject what cites nothing', () => {
    const bare = madeHypothesis('H1', 'inefficient-query', { mechanism: state('it just does') })
    const { judged } = judgedIn(dearStatement, [bare])
    expect(judged[0]?.gates.find(({ gate }) => gate === 'cited')?.passed).toBe(false)
    expect(judged[0]?.fate).toBe('rejected')
  })

  it('reject a cause that began after its effect by more than the sources resolve', () => {
    const late = madeHypothesis('H1', 'lock-contention', { onset: at('10:00') })
    expect(gateOf(dearStatement, late, 'cause-before-effect')?.passed).toBe(false)
    const unclear = { ...late, onsetResolutionSeconds: 4000 }
    expect(gateOf(dearStatement, unclear, 'cause-before-effect')?.passed).toBe(true)
  })

  it('hold nothing against a cause that departed in the time taken for healthy', () => {
    const late = madeHypothesis('H1', 'lock-contention', { onset: at('10:00') })
    const early = {
      ...dearStatement['series_onsets'],
      rows: (dearStatement['series_onsets']?.rows ?? []).map((row) => ({ ...row, beyond_load_onset: at('08:20') }))
    }
    expect(gateOf({ ...dearStatement, series_onsets: early }, late, 'cause-before-effect')).toBeUndefined()
  })

  it('allow for runs that were not logged before the first slow one', () => {
    const runs = {
      facts: { runs: 2, slow: 1, first_slow_at: at('10:00') },
      rows: [
        { time: at('09:00'), slow: false },
        { time: at('10:00'), slow: true }
      ]
    }
    const sampled = madeHypothesis('H1', 'inefficient-query', { onset: at('10:00') })
    expect(gateOf({ ...dearStatement, operation_runs: runs }, sampled, 'cause-before-effect')?.passed).toBe(true)
  })

  it('reject lack of capacity when the scaling test says no, and let it pass when it says yes', () => {
    const demand = madeHypothesis('H1', 'demand-surge')
    expect(gateOf(dearStatement, demand, 'scaling-test')?.passed).toBe(false)
    expect(gateOf(surge, demand, 'scaling-test')?.passed).toBe(true)
  })

  it('convict no change whose content cannot produce the fault, however near it stands', () => {
    expect(gateOf(dearStatement, blaming('r-2'), 'change-can-produce', [changes])?.passed).toBe(false)
    expect(gateOf(dearStatement, blaming('r-1'), 'change-can-produce', [changes])?.passed).toBe(true)
  })

  it('convict no change that came later, and none that no source holds', () => {
    expect(gateOf(dearStatement, blaming('r-3'), 'change-can-produce', [changes])?.passed).toBe(false)
    expect(gateOf(dearStatement, blaming('r-9'), 'change-can-produce', [changes])?.passed).toBe(false)
  })

  it('reject a mechanism that is only a resource running out', () => {
    const nobody = { population: null, operation: null, entity: 'pool', series: null }
    const circular = madeHypothesis('H1', 'inefficient-query', { component: 'the connection pool', subject: nobody })
    expect(gateOf(dearStatement, circular, 'not-circular')?.passed).toBe(false)
    expect(gateOf(dearStatement, { ...circular, category: 'misconfiguration' }, 'not-circular')?.passed).toBe(true)
    const series = { ...nobody, entity: 'store', series: 'hits' }
    expect(gateOf(dearStatement, { ...circular, category: 'cache-failure', subject: series }, 'not-circular')?.passed).toBe(true)
    expect(gateOf(dearStatement, { ...circular, category: 'slow-dependency', subject: series }, 'not-circular')?.passed).toBe(
      false
    )
  })

  it('take no word of what the program wrote of its failure for a resource', () => {
    const nobody = { population: null, operation: null, entity: 'fare', series: null }
    const thrown = { component: 'fare: (NullReference: not set to an instance of an object)', subject: nobody }
    expect(gateOf(dearStatement, madeHypothesis('H1', 'code-defect', thrown), 'not-circular')).toBeUndefined()
    expect(gateOf(dearStatement, madeHypothesis('H1', 'lock-contention', thrown), 'not-circular')?.passed).toBe(false)
  })

  it('take a service that is called after a resource for no resource', () => {
    const nobody = { population: null, operation: null, entity: 'retries', series: null }
    const storm = madeHypothesis('H1', 'retry-storm', { component: 'retries by clients of limits-svc', subject: nobody })
    const calls = madeEvidence({ tool: 'dependency_latency', arguments: {} }, { rows: [{ dependency: 'limits-svc' }] })
    expect(gateOf(dearStatement, storm, 'not-circular')?.passed).toBe(false)
    expect(gateOf(dearStatement, storm, 'not-circular', [calls])).toBeUndefined()
  })
})
