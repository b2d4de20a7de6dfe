import type { Truth } from '../../simulator/index.ts'
import { type Answer, type CitedEvidence, saysNothing } from '../answer.ts'

/** A case where a query is dear for some of its parameters; scaling does not help. */
export const madeTruth: Truth = {
  version: 1,
  scenario: 'slow-lookup',
  seed: 1,
  status: 'determined',
  acceptCategories: ['inefficient-query'],
  componentAliases: ['permits'],
  mechanism: { mustEntail: [], mustNotClaim: ['missing index'] },
  trigger: { kinds: [], refs: [], time: null },
  onset: { time: '2031-04-07T09:00:00.000Z', toleranceMinutes: 5 },
  firstHarm: null,
  keyEvidence: [],
  minimumKeyEvidence: 0,
  symptoms: ['connection pool'],
  innocentChanges: ['release-7'],
  contributing: [],
  counterfactuals: [],
  scalingRemoves: false,
  mayAbstain: false,
  mayLeaveOpen: [],
  falseStatements: [],
  traps: [],
  records: {},
  harm: { failed: 1, requests: 2, citizens: 1 }
}

/** Something cited that is there. */
export const cited = (change: Partial<CitedEvidence> = {}): CitedEvidence => ({
  paths: ['db.log'],
  words: 'permits',
  line: 'slow look-up of permits',
  kind: 'quote',
  for: 'cause',
  holds: true,
  ...change
})
/** Right about `madeTruth`, with a stop-gap beside the fix. */
export const madeAnswer: Answer = {
  ...saysNothing,
  status: 'determined',
  confidence: 0.9,
  cause: {
    category: 'inefficient-query',
    component: 'query over permits',
    statement: 'The look-up of permits reads far more rows than it returns.',
    mechanism: 'Slow runs hold their connections, so others wait for one.',
    trigger: null,
    onset: '2031-04-07T09:02:00.000Z'
  },
  wouldScalingHelp: 'no',
  remedies: [
    { class: 'fix-cause', horizon: 'durable', action: 'Make the look-up read only the rows it needs.' },
    { class: 'scale', horizon: 'now', action: 'Stop-gap until the fix ships: raise the pool.' }
  ],
  citations: [cited(), cited({ paths: ['app.log'] })]
}
