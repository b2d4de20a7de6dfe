import { parseAllDocuments } from 'yaml'
import { expect, it } from 'vitest'
import type { Evidence, Incident } from '../../domain/index.ts'
import { openSloText } from '../open-slo/open-slo.ts'
import { burnRatesOf } from './burn-rates.ts'
import { journeysOf } from './journeys.ts'
import { serviceLevelOf } from './service-level.ts'

const evidence = (tool: string, facts: Evidence['facts'], columns: string, rows: Evidence['rows']): Evidence => ({
  id: `ev_${tool}`,
  tool,
  arguments: {},
  status: 'found',
  reading: '',
  facts,
  columns: columns.split(' ').map((name) => ({ name, unit: null })),
  rows,
  omitted: null,
  sources: []
})
const freshness = evidence('freshness', { told: 3 }, 'name by unit hold bound', [
  ['export of slots', 'job', 's', 120, 600],
  ['replication_lag_seconds', 'age', 's', 120, 10],
  ['never_healthy_lag_seconds', 'age', 's', 120, null]
])
const budget = evidence(
  'error_budget',
  { healthy_share: 0, incident_share: 0.6 },
  'promise objective met_in_healthy_time budget_spent',
  [
    ['99.9 %', 0.999, true, 2.1],
    ['99.5 %', 0.995, true, 0.42]
  ]
)
const none = { operations: undefined, onsets: undefined }

it('each thing whose age is told, and is known when well, becomes an objective of freshness with both burn rates', () => {
  const journeys = journeysOf({ ...none, freshness })
  expect(journeys.map(({ kind, signal }) => [kind, signal.of === 'stale-share' && signal.bound])).toEqual([
    ['freshness', 600],
    ['freshness', 10]
  ])
  const [journey] = journeys
  const level = journey && serviceLevelOf(journey, budget)
  if (!journey || !level) throw new Error('no objective')
  expect(level).toMatchObject({ kind: 'freshness', objective: 0.995, budgetSpent: 0.42 })
  expect(
    burnRatesOf(level, journey).map(({ threshold, clause, others }) => [threshold, clause.windowSeconds, others.length])
  ).toEqual([
    [0.072, 3600, 1],
    [0.03, 21_600, 1]
  ])
})

it('is written as OpenSLO by time slices on the age itself', () => {
  const serviceLevels = journeysOf({ ...none, freshness }).flatMap((journey) => serviceLevelOf(journey, budget) ?? [])
  const incident: Incident = { name: 'slots', materialsHash: 'a'.repeat(64), brief: null, sources: [] }
  const documents = parseAllDocuments(openSloText({ incident, evidence: [] }, { serviceLevels }, '# made for a test'))
  expect(documents.find((one) => one.getIn(['metadata', 'name']) === 'fresh-export-of-slots')?.toJS()).toMatchObject({
    kind: 'SLO',
    spec: {
      indicator: {
        spec: {
          thresholdMetric: {
            metricSource: {
              spec: {
                query: '(time() - min(max_over_time(job_last_success_timestamp_seconds{job_name="export of slots"}[2m])))'
              }
            }
          }
        }
      },
      budgetingMethod: 'Timeslices',
      objectives: [{ op: 'lte', value: 600, target: 0.995, timeSliceTarget: 1, timeSliceWindow: '1m' }]
    }
  })
})

it('nothing is promised where nothing tells of age', () => {
  expect(journeysOf({ ...none, freshness: undefined })).toEqual([])
})
