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
    const written = asksIn(task.instructions)
    const asked = written.length > 0 ? written.filter(({ beside }) => !beside) : roleAsks(task.role, desk)
    const beside = await askAll(
      desk,
      written.filter((call) => call.beside)
    )
    return draftAll(await askAll(desk, asked), beside)
  }
}
