import type { Specialist } from '../roles.ts'
import { askAll } from './ask.ts'
import { draftAll } from './drafters/index.ts'
import { asksIn } from './planner/asks.ts'
import { roleAsks } from './planner/role-asks.ts'

/**
 * A specialist asks what its instructions say and drafts what it found. Instructions without a call (written by a model
 * for a model) leave it its role's usual questions.
 */
export const specialist: Specialist = {
  async investigate(desk, task) {
    const asked = asksIn(task.instructions)
    const calls = asked.length > 0 ? asked : roleAsks(task.role, desk)
    return draftAll(await askAll(desk, calls))
  }
}
