import { citeFact, type Finding, state, type Statement, type Verdict } from '../../../domain/index.ts'
import { has, textIn } from '../../../verdict/index.ts'
import type { Gathered } from './gather.ts'

/** Findings that are observations whatever the cause turns out to be. */
const observations = new Set([
  'runs-compared',
  'lock-waits',
  'limit-lowered',
  'order-of-events',
  'matched-load',
  'after-intervention',
  'impact',
  'alerts',
  'physics'
])

/** What the evidence shows by itself. */
export function provenOf(verdict: Verdict, findings: readonly Finding[]): Statement[] {
  const observed = findings
    .filter(({ topic, by }) => observations.has(topic) && by !== 'sceptic')
    .map(({ statement }) => statement)
  // What is only not seen (a statement without a figure) is not proven by that.
  return distinct([...verdict.explains, ...observed].filter(({ values }) => Object.keys(values).length > 0)).slice(0, 20)
}

/** What fits and is not shown. Whatever is here must not be read as fact anywhere else. */
export function unprovenOf(verdict: Verdict, { plans, changes, catalogue, interventions }: Gathered): Statement[] {
  const open: Statement[] = []
  const root = verdict.rootCause
  if (root?.category === 'inefficient-query') {
    open.push(
      has(plans, 'plans') && plans.status === 'found'
        ? state(
            'why the statement is dear: an index that is missing or not used, stale statistics or sheer volume would all fit; {plans} logged plans do not tell them apart',
            {
              plans: [citeFact(plans, 'plans'), 'integer']
            }
          )
        : state(
            'why the statement is dear: an index that is missing or not used, stale statistics or sheer volume would all fit; no schema and no plan is in the materials'
          )
    )
  }
  if (root && root.trigger === null) {
    open.push(
      changes?.status === 'found'
        ? state('what set it off: none of the recorded changes contains what could produce it', {}, [changes.id])
        : state('what set it off: the materials record no change; growth, or a change that is not recorded, would both fit')
    )
  }
  if (root?.trigger?.ref)
    open.push(state('that undoing the change would have ended it: nobody is recorded to have tried it before the recovery'))
  if (root && interventions?.status === 'found') {
    open.push(
      state('that what was tried ended the harm: that it came before the recovery does not show it', {}, [interventions.id])
    )
  }
  for (const table of ['statements', 'requests'] as const) {
    if (textIn(catalogue, `${table}_complete`) === 'sample' && has(catalogue, `${table}_complete`)) {
      open.push(
        state(`how many ${table} there were, and when the first slow one was: their log is a {kind}`, {
          kind: [citeFact(catalogue, `${table}_complete`), 'text']
        })
      )
    }
  }
  return distinct([...open, ...verdict.leavesUnexplained])
}

const distinct = (statements: readonly Statement[]): Statement[] =>
  statements.filter((one, i) => statements.findIndex(({ text }) => text === one.text) === i)
