import { describe, expect, it } from 'vitest'
import type { Truth } from '../simulator/index.ts'
import type { Answer } from './answer.ts'
import { grade } from './grade.ts'
import { cited, madeAnswer as right, madeTruth as trap } from './testing/made-answer.ts'
import { dummySubjects } from './dummies.ts'

/** The same symptoms, and scaling is right. */
const surge: Truth = { ...trap, acceptCategories: ['demand-surge'], componentAliases: ['capacity', 'pool'], scalingRemoves: true }

const rightSurge: Answer = {
  ...right,
  cause: {
    ...right.cause!,
    category: 'demand-surge',
    component: 'capacity of the service',
    statement: 'Demand was six times what the service carries.',
    mechanism: 'More arrived than could be served at an unchanged cost each.'
  },
  wouldScalingHelp: 'yes',
  remedies: [{ class: 'scale', horizon: 'durable', action: 'Add capacity: two more servers before the deadline day.' }]
}
const withCause = (change: Partial<NonNullable<Answer['cause']>>): Answer => ({ ...right, cause: { ...right.cause!, ...change } })

describe('an answer', () => {
  it.each<[string, Answer, Truth]>([
    ['that is right, with a stop-gap beside the fix', right, trap],
    ['that scales where scaling is right', rightSurge, surge],
    ['that names no change where none is guilty', right, trap],
    [
      'that undoes a lowered limit',
      { ...right, remedies: [{ class: 'scale', horizon: 'durable', action: 'Put the pool back to its former size.' }] },
      trap
    ]
  ])('%s is correct', (_, answer, truth) => {
    expect(grade(answer, truth)).toMatchObject({ label: 'CORRECT', correct: true })
  })

  it.each<[string, Answer, Truth, string]>([
    ['blames demand where a query is dear', { ...rightSurge, wouldScalingHelp: 'no' }, trap, 'SCALING_ONLY'],
    ['says that scaling would have helped', { ...right, wouldScalingHelp: 'yes' }, trap, 'SCALING_ONLY'],
    [
      'has the category and blames the pool’s size',
      withCause({ statement: 'The permits look-up met an undersized connection pool.' }),
      trap,
      'SCALING_DISGUISED'
    ],
    [
      'says its symptom again',
      withCause({ mechanism: 'The pool was exhausted because no connections were available.' }),
      trap,
      'SYMPTOM_RESTATED'
    ],
    [
      'names the symptom as the component',
      withCause({ component: 'connection pool', statement: 'It was slow.' }),
      trap,
      'SYMPTOM_RESTATED'
    ],
    [
      'names another component',
      withCause({ component: 'search page', statement: 'The search page renders each picture twice.' }),
      trap,
      'WRONG_COMPONENT'
    ],
    ['names another cause', withCause({ category: 'memory-leak' }), trap, 'WRONG_CATEGORY'],
    [
      'has the cause and only scales',
      {
        ...right,
        remedies: [{ class: 'fix-cause', horizon: 'durable', action: 'Right-size the connection pool and add read replicas.' }]
      },
      trap,
      'REMEDY_SCALING'
    ],
    [
      'has the cause and restarts nightly',
      { ...right, remedies: [{ class: 'restart', horizon: 'durable', action: 'Restart the service every night.' }] },
      trap,
      'REMEDY_MISSES'
    ],
    ['proposes nothing', { ...right, remedies: [] }, trap, 'REMEDY_MISSES'],
    [
      'convicts an innocent release',
      withCause({ trigger: { kind: 'deploy', ref: 'release-7', time: null } }),
      trap,
      'INNOCENT_CONVICTED'
    ],
    [
      'names a change that nobody made',
      withCause({ trigger: { kind: 'deploy', ref: 'release-99', time: null } }),
      trap,
      'WRONG_TRIGGER'
    ],
    [
      'cites cells that are not so',
      { ...right, citations: [...right.citations, cited({ holds: false })] },
      trap,
      'FABRICATED_EVIDENCE'
    ],
    ['cites nothing', { ...right, citations: [] }, trap, 'UNSUPPORTED'],
    ['leaves a list to choose from', { ...right, open: 4 }, trap, 'HEDGED'],
    ['states an unprovable detail', withCause({ mechanism: 'A missing index makes it read all rows.' }), trap, 'OVER_CLAIM'],
    ['abstains where the cause can be seen', { ...right, status: 'undetermined', cause: null }, trap, 'ABSTAIN_BAD'],
    ['sees no incident in one', { ...right, status: 'no-incident', cause: null }, trap, 'MISSED_INCIDENT'],
    ['finds a cause in a healthy day', right, { ...trap, status: 'no-incident' }, 'FALSE_ALARM'],
    ['will not scale on principle', { ...right, cause: { ...right.cause!, component: 'pool' } }, surge, 'OVER_REJECTION']
  ])('that %s is told so', (_, answer, truth, label) => {
    expect(grade(answer, truth)).toMatchObject({ label, correct: false })
  })

  it('may abstain where the case allows it', () => {
    const abstaining: Answer = { ...right, status: 'undetermined', cause: null }
    expect(grade(abstaining, { ...trap, mayAbstain: true }).label).toBe('ABSTAIN_OK')
    expect(grade(abstaining, { ...trap, status: 'undetermined' }).label).toBe('CORRECT')
  })
})

const about = { signal: new AbortController().signal, trial: 1 }

describe('subjects that never look', () => {
  it('pass neither the trap nor both of trap, surge and a healthy day', async () => {
    for (const subject of dummySubjects) {
      const { answer } = await subject.answer('', about)
      const grades = [trap, surge, { ...trap, status: 'no-incident' as const }].map((truth) => grade(answer!, truth).correct)
      expect(grades, subject.name).not.toEqual([true, true, true])
      expect(grade(answer!, { ...trap, componentAliases: ['permits'] }).correct, subject.name).toBe(false)
    }
  })
  it('the naive one passes a demand surge', async () => {
    const naive = dummySubjects.find(({ name }) => name === 'naive-scaling')!
    expect(grade((await naive.answer('', about)).answer!, surge).correct).toBe(true)
  })
})
