import { describe, expect, it } from 'vitest'
import { CauseCategory, type Evidence, MeasureKind, Resilience, type RootCause, state } from '../domain/index.ts'
import { type Known, knownOf } from './known.ts'
import { kindsOfMeasure, measuresByCause } from './measures/by-cause.ts'
import { draftMeasures } from './measures/draft-measures.ts'
import { trialArguments } from './measures/trial-arguments.ts'
import { observabilityGaps } from './observability/gaps.ts'
import { resilienceOf } from './resilience-of.ts'

const said = state('searches for late dates read everything')
const rootCause = (category: RootCause['category']): RootCause => ({
  hypothesis: 'H1',
  category,
  component: 'the search',
  statement: said.text,
  mechanism: 'connections are held',
  trigger: null,
  onset: null,
  cites: { statement: said, mechanism: said }
})
const evidence = (
  tool: string,
  facts: Evidence['facts'],
  rows: Evidence['rows'] = [],
  columns: readonly string[] = []
): Evidence => ({
  id: `ev_${tool}`,
  tool,
  arguments: {},
  status: 'found',
  reading: '',
  facts,
  columns: columns.map((name) => ({ name, unit: null })),
  rows,
  omitted: null,
  sources: []
})
const known = (category: RootCause['category'] | null, over: Partial<Known> = {}): Known => ({
  ...knownOf({
    incident: { name: 'stock' },
    sources: [],
    window: { from: '2031-01-01T08:00:00.000Z', to: '2031-01-01T09:00:00.000Z' },
    verdict: {
      status: category ? 'determined' : 'undetermined',
      confidence: 0.9,
      rootCause: category ? rootCause(category) : null,
      contributing: [],
      summary: [],
      explains: [],
      leavesUnexplained: [],
      openQuestions: []
    },
    hypotheses: [],
    scaling: { physics: { obeys: 'yes', statement: said }, parts: [], wouldScalingHelp: 'no', statement: said },
    findings: [],
    remedies: [],
    monitoring: null,
    parameters: undefined,
    trial: undefined,
    evidence: {}
  }),
  ...over
})
const facts = {
  timeout_ms: 300,
  usual_p99_ms: 71,
  timeout_ends_usual_share: 0,
  timeout_ends_slow_share: 1,
  suspect_units: 3,
  suspect_per_min: 58,
  pool_limit: 15,
  quiet_from: null,
  quiet_why_not: 'load was measured for 5 hours'
}
const frame = { window: { from: '2031-01-01T08:00:00.000Z', to: '2031-01-01T09:00:00.000Z' }, baseline: null }

describe('measures', () => {
  it.each(CauseCategory.options)(
    '%s: the cause comes first, and whatever else is there contains, sheds or serves',
    (category) => {
      const [first, ...rest] = draftMeasures(known(category))
      expect(first?.effect).toBe('removes')
      expect(rest.length).toBeGreaterThan(0)
      expect(rest.every(({ effect }) => effect !== 'removes')).toBe(true)
    }
  )

  it('every kind is used for some cause, and more of a resource for a surge only', () => {
    const used = new Set(Object.values(measuresByCause).flat())
    expect(MeasureKind.options.filter((kind) => !used.has(kind) && kind !== 'revert')).toEqual([])
    const scaling = CauseCategory.options.filter((category) => measuresByCause[category].includes('capacity'))
    expect(scaling).toEqual(['demand-surge'])
    expect(Object.keys(kindsOfMeasure).sort()).toEqual([...MeasureKind.options].sort())
  })

  it('are set from the materials, and the figure is cited and put into the task', () => {
    const drafts = draftMeasures(
      known('inefficient-query', { parameters: evidence('measure_parameters', facts), engine: 'postgres' })
    )
    const timeout = drafts.find(({ kind }) => kind === 'statement-timeout')
    expect(timeout?.parameters).toMatchObject([
      { name: 'timeout', value: 300, statement: { text: expect.stringContaining('300 ms') } }
    ])
    expect(timeout?.task.how[0]).toContain("statement_timeout = '300 ms'")
  })

  it('say what to fetch where the materials do not allow a figure, and leave no figure in the task', () => {
    const drafts = draftMeasures(known('batch-interference', { parameters: evidence('measure_parameters', facts) }))
    const window = drafts.find(({ kind }) => kind === 'job-window')
    expect(window?.parameters.map(({ value }) => value)).toEqual([null, null])
    expect(window?.parameters[0]?.statement.text).toContain('load was measured for 5 hours')
    expect(window?.task.how[0]).toContain('<from: to be measured>')
  })

  it('are tried beside more of the resource alone, those with a missing parameter left out', () => {
    const drafts = draftMeasures(known('inefficient-query', { parameters: evidence('measure_parameters', facts) }))
    const call = trialArguments(drafts, frame, 'select')
    expect(call?.['measures']).toEqual([
      { name: 'M1', cause_removed: true },
      { name: 'M2', work_timeout_ms: 300 },
      { name: 'M3', bulkhead_limit: 3 },
      { name: 'all protections together', work_timeout_ms: 300, bulkhead_limit: 3 },
      { name: 'only 2 times the units', scale: 2 },
      { name: 'only 5 times the units', scale: 5 }
    ])
  })
})

describe('the design', () => {
  const trial = evidence(
    'measure_trial',
    { calibrated: true, why_not: null },
    [
      ['as it was', 900, 300, 60, 50],
      ['M1', 0, 0, 0, 0],
      ['M2', 400, 0, 60, 0],
      ['only 2 times the units', 850, 280, 60, 50]
    ],
    ['measure', 'harmed', 'harmed_others', 'harm_minutes', 'harm_minutes_others']
  )
  const parameters = evidence('measure_parameters', facts)

  it.each([...CauseCategory.options, null])('is whole for %s', (category) => {
    const about = known(category, { parameters, trial })
    const design = resilienceOf(about, draftMeasures(about))
    expect(Resilience.safeParse(design).error).toBeUndefined()
    expect(design.prevention.length).toBeGreaterThan(0)
    expect(design.runbooks.map(({ id }) => id)).toContain('first-five-minutes')
    expect(design.continuity.notices.every(({ text }) => /\[[A-Z ]+\]/.test(text))).toBe(true)
    expect(design.measures).toHaveLength(draftMeasures(about).length)
    expect(design.measures.some(({ effect }) => effect === 'removes')).toBe(category !== null)
  })

  it('shows what each measure did beside more of the resource, and says of the others why they were not tried', () => {
    const about = known('inefficient-query', { parameters, trial })
    const { measures, trials } = resilienceOf(about, draftMeasures(about))
    expect(trials).toMatchObject({ calibrated: true, asItWas: { harmed: 900 }, scaling: [{ factor: 2, harmed: 850 }] })
    expect(measures[1]).toMatchObject({
      outcome: { harmed: 400, harmedOthers: 0 },
      tried: { text: expect.stringContaining('400') }
    })
    expect(measures.filter(({ outcome }) => outcome === null).every(({ tried }) => tried.text.startsWith('not tried'))).toBe(true)
  })

  it('names the points of the Service Standard by their names', () => {
    const { standard } = resilienceOf(known(null), [])
    const names = new Map(standard.map(({ point, name }) => [point, name]))
    expect(names.get(8)).toBe('Iterate and improve frequently')
    expect(names.get(14)).toBe('Operate a reliable service')
  })
})

describe('observability', () => {
  it('names what was missing from tests that could not tell, those that the leading explanation hangs on first', () => {
    const open = (test: string, text: string) => ({
      test,
      question: '',
      dimension: 'mechanism' as const,
      outcome: 'cannot-tell' as const,
      strength: 0,
      statement: state(text)
    })
    const base = known('inefficient-query')
    const gaps = observabilityGaps({
      ...base,
      hypotheses: [
        {
          id: 'H1',
          category: 'inefficient-query',
          component: 'the search',
          subject: { population: null, operation: null, entity: null, series: null },
          statement: said,
          mechanism: said,
          trigger: null,
          onset: null,
          onsetResolutionSeconds: 60,
          proposedBy: 'theorist',
          predictions: [{ test: 'estimate-misses-actual', expected: 'yes', weight: 3 }],
          tests: [
            open('instance-departs-from-peers', 'no source tells instances apart'),
            open('estimate-misses-actual', 'no plan was logged')
          ],
          score: {
            total: 0,
            dimensions: { precedence: 1, mechanism: 1, coverage: 1, discrimination: 1, 'dose-response': 1, intervention: 1 },
            groundedness: 1
          },
          gates: [],
          discriminations: [],
          fate: 'accepted',
          reason: said
        }
      ]
    })
    expect(gaps[0]).toMatchObject({ signal: 'plan-capture', missing: { text: 'no plan was logged' } })
    expect(gaps.map(({ signal }) => signal)).toEqual(
      expect.arrayContaining(['per-instance', 'traces', 'real-user-timing', 'journey-success'])
    )
    expect(gaps.every(({ task }) => task.how.length > 0 && task.doneWhen !== '')).toBe(true)
  })
})
