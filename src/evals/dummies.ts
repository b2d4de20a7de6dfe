import { readdir } from 'node:fs/promises'
import { type Answer, saysNothing } from './answer.ts'
import { answered, type Subject } from './subjects.ts'

const convinced: Answer = { ...saysNothing, status: 'determined', confidence: 0.9 }
const cause = (
  category: NonNullable<Answer['cause']>['category'],
  component: string,
  statement: string,
  mechanism: string
): Answer['cause'] => ({ category, component, statement, mechanism, trigger: null, onset: null })

/** Cites every file there is, so that it is not for want of a citation that it fails. */
const fixed = (name: string, answer: Answer): Subject => ({
  name,
  prompts: '-',
  free: true,
  async answer(materials) {
    const paths = materials === '' ? [] : await readdir(materials, { recursive: true })
    const citations: Answer['citations'] = [{ paths, words: 'all of it', line: '', kind: 'cell', for: 'cause', holds: true }]
    return answered({ ...answer, citations })
  }
})

/**
 * Subjects that never look at the materials. One that passed `root-cause`, `scaling-traps` and `controls` would show that
 * the suites are broken.
 */
export const dummySubjects: readonly Subject[] = [
  fixed('naive-scaling', {
    ...convinced,
    cause: cause(
      'demand-surge',
      'capacity of the application’s servers and of their connection pool',
      'The servers and the connection pool lack the capacity for the demand.',
      'More requests arrived than processors and connections could serve, so they queued and failed.'
    ),
    wouldScalingHelp: 'yes',
    remedies: [{ class: 'scale', horizon: 'durable', action: 'Increase the connection pool and add two servers.' }]
  }),
  fixed('never-scaling', {
    ...convinced,
    cause: cause(
      'inefficient-query',
      'database query',
      'A query does more work than it should.',
      'It reads far more rows than it returns and holds its connection.'
    ),
    wouldScalingHelp: 'no',
    remedies: [{ class: 'fix-cause', horizon: 'durable', action: 'Fix the query.' }]
  }),
  fixed('symptom-parrot', {
    ...convinced,
    cause: cause(
      'misconfiguration',
      'connection pool',
      'The pool was exhausted and requests timed out.',
      'The pool was exhausted because no connections were available.'
    ),
    wouldScalingHelp: 'no',
    remedies: [{ class: 'restart', horizon: 'now', action: 'Restart the service.' }]
  }),
  fixed('shotgun', {
    ...convinced,
    cause: cause(
      'inefficient-query',
      'query, pool, memory, cache and network',
      'Queries, locks, garbage collection, cache and network all contributed.',
      'Everything slowed everything else down.'
    ),
    open: 6,
    wouldScalingHelp: 'delays',
    remedies: [{ class: 'fix-cause', horizon: 'durable', action: 'Fix queries, locks, cache and network.' }]
  }),
  fixed('always-abstain', saysNothing)
]
