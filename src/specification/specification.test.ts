import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../domain/index.ts'
import { checkNames } from './checks/index.ts'
import { investigationTasks, leftOut } from './draft-tasks.ts'
import { finishedBy } from './finished-by.ts'
import { planOfTasks } from './plan-of-tasks.ts'
import { planText } from './plan-text.ts'
import { readRequirements, requirementText } from './requirements.ts'
import { specText } from './spec-text.ts'
import { readTasks, tasksText, tickTask } from './tasks.ts'

const incident = { name: 'stock', brief: null, sources: [], materialsHash: '0123456789abcdef' }
const spec = specText({ incident, folder: '/tmp/stock', created: '2031-01-01', scope: 'all' })
const words = fc
  .stringMatching(/^[A-Za-z][a-z]{0,9}(,? [a-z]{1,9}){0,4}$/)
  .filter((text) => !/accepted when|checked by/i.test(text))

describe('spec.md', () => {
  it('has numbered requirements, each with its acceptance and a check that Inquest knows', () => {
    const requirements = readRequirements(spec, checkNames)
    expect(requirements.map(({ check }) => check)).toEqual(checkNames)
    expect(requirements[0]).toMatchObject({ id: 'FR-001', title: 'Root cause', check: 'root-cause' })
    expect(requirements.every(({ text, acceptedWhen }) => text.includes('MUST') && acceptedWhen.length > 0)).toBe(true)
  })

  it('is read as a person left it: added, reworded, struck out', () => {
    const edited = `${spec.replace(/### FR-002[\s\S]*?(?=### FR-003)/, '')}\n### FR-099 Welsh notices\n\nNotices MUST be in Welsh too.\n\n- **Accepted when** a translator has read them\n`
    const requirements = readRequirements(edited, checkNames)
    expect(requirements.map(({ id }) => id)).not.toContain('FR-002')
    expect(requirements.at(-1)).toEqual({
      id: 'FR-099',
      title: 'Welsh notices',
      text: 'Notices MUST be in Welsh too.',
      acceptedWhen: ['a translator has read them'],
      check: null
    })
  })

  it('any requirement survives being written and read', () => {
    const requirement = fc.record({
      id: fc.integer({ min: 1, max: 9999 }).map((n) => `FR-${String(n).padStart(3, '0')}`),
      title: words,
      text: words,
      acceptedWhen: fc.array(words, { maxLength: 3 }),
      check: fc.constantFrom(null, ...checkNames)
    })
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 5 }), (all) => {
        expect(readRequirements(all.map(requirementText).join('\n\n'), checkNames)).toEqual(all)
      })
    )
  })

  it('asks a person about what the materials do not hold', () => {
    expect(spec).toContain('[NEEDS CLARIFICATION: who was harmed?')
  })
})

describe('tasks.md', () => {
  const task = fc.record({
    label: fc.constantFrom('database', 'intake', 'platform team'),
    text: words,
    requirements: fc.array(fc.constantFrom('FR-001', 'FR-020'), { maxLength: 2 })
  })

  it('any tasks survive being written and read, and a tick moves nothing else', () => {
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 6 }), fc.nat(5), (tasks, chosen) => {
        const text = tasksText('stock', 'Do it.', [{ title: 'All', tasks }])
        const read = readTasks(text)
        expect(read.map(({ label, text: said, requirements }) => ({ label, text: said, requirements }))).toEqual(tasks)
        const id = read[chosen % read.length]?.id ?? ''
        const ticked = readTasks(tickTask(text, id))
        expect(ticked).toEqual(read.map((one) => (one.id === id ? { ...one, done: true } : one)))
      })
    )
  })

  const question = (id: string, role: 'database' | 'traffic', text: string): Plan['tasks'][number] => ({
    id,
    role,
    question: text,
    sources: ['S1'],
    tellsCauseFromSymptom: '',
    instructions: `look at ${id}`
  })
  const plan: Plan = {
    round: 1,
    tasks: [question('T1', 'database', 'Which statements?'), question('T2', 'traffic', 'Who came?')],
    rivalsToRuleOut: [],
    rationale: ''
  }
  const lines = (text: string) => readTasks(text)

  it('as it was gives the plan as it was', () => {
    const text = tasksText('stock', '', investigationTasks(plan, readRequirements(spec, checkNames)))
    expect(planOfTasks(plan, lines(text))).toEqual(plan)
  })

  it('asks for no step of the design that no requirement asks for', () => {
    const asks = (text: string) => lines(tasksText('stock', '', investigationTasks(plan, readRequirements(text, checkNames))))
    expect(leftOut(asks(spec))).toEqual([])
    const served = asks(spec).flatMap(({ label, requirements }) => (label === 'resilience' ? requirements : []))
    expect(served.length).toBeGreaterThan(0)
    const struck = readRequirements(spec, checkNames)
      .filter(({ id }) => !served.includes(id))
      .map(requirementText)
      .join('\n\n')
    expect(leftOut(asks(struck))).toEqual(['resilience'])
    expect(leftOut(asks(''))).toEqual(['monitoring', 'resilience'])
  })

  it('edited gives the plan that it asks for', () => {
    const edited = lines(
      '- [ ] T002 [traffic] Was it one client?\n- [x] T009 [verify] Judge\n- [ ] T003 [dependencies] Who was slow? (FR-001)'
    )
    const { tasks } = planOfTasks(plan, edited)
    expect(tasks.map(({ role, question: asked }) => [role, asked])).toEqual([
      ['traffic', 'Was it one client?'],
      ['dependencies', 'Who was slow?']
    ])
    expect(tasks[0]?.instructions).toContain('Was it one client?')
    expect(tasks[0]?.instructions).toContain('look at T2')
  })

  it('is ticked by what a run tells', () => {
    expect(finishedBy({ type: 'task-finished', task: 'T2', findings: 3 })).toBe('T2')
    expect(finishedBy({ type: 'section-written', section: 'verdict', content: null })).toBe('verify')
    expect(finishedBy({ type: 'task-failed', task: 'T2', code: 'internal', reason: '' })).toBeNull()
  })
})

it('plan.md names for each requirement who makes it', () => {
  const text = planText(readRequirements(spec, checkNames), { incident, model: 'builtin' })
  for (const { id } of readRequirements(spec, checkNames)) expect(text).toMatch(new RegExp(`^\\| ${id} `, 'm'))
})
