import { describe, expect, it } from 'vitest'
import type { CauseCategory } from '../domain/index.ts'
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
/** A limit was set wrongly, so that putting it back is the cure. */
const lowered: Truth = {
  ...trap,
  acceptCategories: ['misconfiguration'],
  componentAliases: ['pool'],
  mechanism: { mustEntail: ['the pool was lowered from 24 to 2'], mustNotClaim: [] },
  symptoms: [],
  scalingRemoves: true
}
const putBack = (action: string): Answer => ({
  ...right,
  cause: {
    ...right.cause!,
    category: 'misconfiguration',
    component: 'connection pool',
    statement: 'The release set the pool of permits from 24 to 2.',
    mechanism: 'Requests waited for one of two connections.'
  },
  wouldScalingHelp: 'yes',
  remedies: [{ class: 'scale', horizon: 'durable', action }]
})
const withCause = (change: Partial<NonNullable<Answer['cause']>>): Answer => ({ ...right, cause: { ...right.cause!, ...change } })

describe('an answer', () => {
  it.each<[string, Answer, Truth]>([
    ['that is right, with a stop-gap beside the fix', right, trap],
    ['that scales where scaling is right', rightSurge, surge],
    ['that names no change where none is guilty', right, trap],
    ['that undoes a lowered limit', putBack('Put the pool back to its former size.'), lowered],
    ['that raises a lowered limit to what it was', putBack('Raise the pool to 24.'), lowered]
  ])('%s is correct', (_, answer, truth) => {
    expect(grade(answer, truth)).toMatchObject({ label: 'CORRECT', correct: true })
  })

  it('"it only puts it off" is right of what fills any size, and who repairs the cause misses nothing', () => {
    const faultOf = (check: string, answer: Answer, category: CauseCategory) =>
      grade(answer, { ...trap, acceptCategories: [category], scalingRemoves: true }).checks.find(({ name }) => name === check)
        ?.fault
    const said = (wouldScalingHelp: Answer['wouldScalingHelp']): Answer => ({ ...right, wouldScalingHelp })
    expect(faultOf('scaling stance', said('delays'), 'resource-leak')).toBeNull()
    expect(faultOf('scaling stance', said('no'), 'resource-leak')).toBe('OVER_REJECTION')
    expect(faultOf('scaling stance', said('delays'), 'inefficient-query')).toBe('OVER_REJECTION')
    expect(faultOf('remedies', right, 'inefficient-query')).toBeNull()
    expect(faultOf('remedies', { ...right, remedies: [] }, 'inefficient-query')).toBe('REMEDY_MISSES')
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
      { ...right, citations: [...(right.citations ?? []), cited({ holds: false })] },
      trap,
      'FABRICATED_EVIDENCE'
    ],
    ['cites nothing', { ...right, citations: [] }, trap, 'UNSUPPORTED'],
    ['leaves a list to choose from', { ...right, open: 4 }, trap, 'HEDGED'],
    ['states an unprovable detail', withCause({ mechanism: 'A missing index makes it read all rows.' }), trap, 'OVER_CLAIM'],
    ['abstains where the cause can be seen', { ...right, status: 'undetermined', cause: null }, trap, 'ABSTAIN_BAD'],
    ['sees no incident in one', { ...right, status: 'no-incident', cause: null }, trap, 'MISSED_INCIDENT'],
    ['finds a cause in a healthy day', right, { ...trap, status: 'no-incident' }, 'FALSE_ALARM'],
    ['raises a lowered limit beyond what it ever was', putBack('Raise the pool to 60.'), lowered, 'REMEDY_MISSES'],
    ['enlarges something else than the lowered limit', putBack('Buy a larger machine.'), lowered, 'REMEDY_MISSES'],
    [
      'puts a pool back where a query is dear',
      { ...right, remedies: putBack('Put the pool back to 20.').remedies },
      trap,
      'REMEDY_MISSES'
    ],
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

/** What one check said of an answer: a fault, null, or undefined where it did not apply. */
const said = (name: string, answer: Answer, truth: Truth): string | null | undefined => {
  const found = grade(answer, truth).checks.find((check) => check.name === name)
  return found && found.fault
}
const harmed: Truth = {
  ...trap,
  firstHarm: { time: '2031-04-07T09:05:00.000Z', toleranceMinutes: 5 },
  harm: { failed: 100, requests: 1000, citizens: 80 }
}
const detector = (
  leadMinutes: number | null,
  falseAlarmsPerDay: number | null,
  falseAlarms: number | null = null
): Answer['detectors'] => [{ title: 'Look-ups take long', leadMinutes, falseAlarmsPerDay, falseAlarms }]

describe('facts beside the cause', () => {
  it.each<[string, Partial<Answer>, Partial<Answer>, string]>([
    ['first harm', { firstHarm: '2031-04-07T09:08:00.000Z' }, { firstHarm: '2031-04-07T09:20:00.000Z' }, 'WRONG_IMPACT'],
    [
      'failed attempts',
      { failedAttempts: { estimate: 90, low: 80, high: 95 } },
      { failedAttempts: { estimate: 300, low: 200, high: 400 } },
      'WRONG_IMPACT'
    ],
    ['warning', { detectors: detector(3, 0) }, { detectors: detector(-20, 0) }, 'NO_WARNING'],
    ['warning', { detectors: detector(0, 0) }, { detectors: [] }, 'NO_WARNING'],
    ['quiet', { detectors: detector(3, 1) }, { detectors: detector(3, 30) }, 'NO_WARNING'],
    ['quiet', { detectors: detector(3, null, 1) }, { detectors: detector(3, null, 3) }, 'NO_WARNING'],
    ['rules', { rules: 'hold' }, { rules: 'fail' }, 'NO_WARNING']
  ])('%s: passes where it is so and fails where it is not', (name, so, notSo, fault) => {
    expect(said(name, { ...right, ...so }, harmed)).toBeNull()
    expect(said(name, { ...right, ...notSo }, harmed)).toBe(fault)
  })

  it('are not graded where nothing was said of them', () => {
    expect(said('rules', right, harmed)).toBeUndefined()
    expect(said('quiet', { ...right, detectors: detector(3, null) }, harmed)).toBeUndefined()
    expect(said('citations', { ...right, citations: null }, harmed)).toBeUndefined()
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
