import type { Finding, Plan, SpecialistRole, Task } from '../../../domain/index.ts'
import { type Call, runsLimit } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { depths } from '../population.ts'
import { writeAsks } from './asks.ts'

/** Suspects and interventions to look into: more than three of either make a list, not an inquiry. */
const most = 3

/** Round 2: what the findings ask for. Null when they ask for nothing. */
export function followUpPlan(desk: Desk, findings: readonly Finding[]): Plan | null {
  const { window, baseline } = desk
  if (!window) return null
  const framed = { window, baseline }
  const suspects = suspectsIn(findings)
  const tasks: Omit<Task, 'id'>[] = suspects.map(({ population, operation }) => ({
    role: roleFor(population),
    question: 'What separates slow runs of the operation that stands out from fast ones, and do they wait for anything?',
    sources: [],
    tellsCauseFromSymptom: 'Slow and fast runs that alternate, or slow runs while nobody waits, are not starved.',
    instructions: writeAsks([
      { tool: 'operation_runs', arguments: { population, operation, window, limit: runsLimit } },
      { tool: 'contrast', arguments: { population, operation, window } },
      ...(population === 'statements' ? [{ tool: 'plans', arguments: { operation } }] : [])
    ])
  }))
  const [first] = suspects
  if (first) {
    tasks.push({
      role: 'infrastructure',
      question: 'Which came first: slow runs of the operation that stands out, or full resources?',
      sources: [],
      tellsCauseFromSymptom:
        'What fills after the first slow run is filled by it; what ramps before with load is no sign of either.',
      instructions: writeAsks(
        [],
        [
          { tool: 'operation_runs', arguments: { ...first, window, limit: runsLimit } },
          { tool: 'series_onsets', arguments: framed },
          { tool: 'holders_waiters', arguments: framed }
        ]
      )
    })
  }
  const tried = triedIn(findings)
  if (tried.length > 0) {
    tasks.push({
      role: 'changes',
      question: 'What was still slow after each thing that was tried?',
      sources: [],
      tellsCauseFromSymptom: 'What stays slow after a resource was enlarged or freed was not slow for want of it.',
      instructions: writeAsks(
        tried.map((time): Call => ({ tool: 'after_intervention', arguments: { time, window } })),
        [{ tool: 'interventions', arguments: { window } }]
      )
    })
  }
  if (tasks.length === 0) return null
  return {
    round: 2,
    tasks: tasks.map((task, i) => ({ id: `T${i + 1}`, ...task })),
    rivalsToRuleOut: [],
    rationale: 'The first round says where to look; these questions tell its suspects apart from what only suffered.'
  }
}

/** Times of interventions of different kinds, those that add or undo something before those that only restart. */
function triedIn(findings: readonly Finding[]): string[] {
  const tried = findings.flatMap(({ topic, window, statement }) => {
    const kind = statement.values['kind']?.citation.value
    return topic === 'intervention' && window && typeof kind === 'string' ? [{ time: window.from, kind }] : []
  })
  const ordered = tried.sort((a, b) => weight(b.kind) - weight(a.kind) || a.time.localeCompare(b.time))
  const firsts = ordered.filter(({ kind }, i) => ordered.findIndex((other) => other.kind === kind) === i)
  return [...new Set(firsts.map(({ time }) => time))].slice(0, most)
}

const weight = (kind: string): number => (/raise|scale|lower|rollback|config|flag|deploy/.test(kind) ? 1 : 0)

interface Suspect {
  readonly population: string
  readonly operation: string
}

function suspectsIn(findings: readonly Finding[]): Suspect[] {
  const named = findings
    .filter(({ topic }) => topic === 'operation-stands-out')
    .flatMap(({ subject }): Suspect[] =>
      subject?.population && subject.operation ? [{ population: subject.population, operation: subject.operation }] : []
    )
  const keys = named.map((one) => JSON.stringify(one))
  const distinct = named.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
  return distinct.sort((a, b) => depth(a) - depth(b)).slice(0, most)
}

const depth = ({ population }: Suspect): number => depths.findIndex((one) => one === population)

const roleFor = (population: string): SpecialistRole =>
  population === 'statements' ? 'database' : population === 'spans' ? 'dependencies' : 'application'
