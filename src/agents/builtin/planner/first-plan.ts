import type { Plan, Source, TableName } from '../../../domain/index.ts'
import type { Desk } from '../../roles.ts'
import { writeAsks } from './asks.ts'
import { roleAsks } from './role-asks.ts'
import { roleTasks } from './role-tasks.ts'

/** A plan from the source catalogue alone: a specialist for every kind of record that is there. */
export function firstPlan(desk: Desk): Plan {
  const { sources } = desk.incident
  const worth = roleTasks.filter(({ tables }) => tables.some((table) => sources.some((source) => holds(source, table))))
  const tasks = worth.flatMap(({ role, tables, question, tellsCauseFromSymptom }, i) => {
    const calls = roleAsks(role, desk)
    if (calls.length === 0) return []
    return [
      {
        id: `T${i + 1}`,
        role,
        question,
        sources: sources.filter((source) => tables.some((table) => holds(source, table))).map(({ id }) => id),
        tellsCauseFromSymptom,
        instructions: writeAsks(calls)
      }
    ]
  })
  const missing = roleTasks.filter((task) => !worth.includes(task)).map(({ role }) => role)
  return {
    round: 1,
    tasks,
    rivalsToRuleOut: worth.flatMap(({ rivals }) => rivals),
    rationale:
      'Every kind of record that the materials hold is asked what it alone can tell, before any explanation is proposed.' +
      (missing.length > 0 ? ` Nothing in the materials answers: ${missing.join(', ')}.` : '')
  }
}

const holds = (source: Source, table: TableName): boolean => (source.records[table] ?? 0) > 0
