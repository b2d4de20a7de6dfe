import { access } from 'node:fs/promises'
import type { Plan } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { planPath, readPlanFile, type RunState, writePlanFile } from '../investigation/index.ts'

/** The plan of a run that waits for somebody to read it, as it would go on; null when none waits. */
export async function waitingPlan(runFolder: string, { phase, plans }: RunState): Promise<Plan | null> {
  if (phase.at !== 'plan') return null
  const made = plans.find(({ round }) => round === phase.round)
  if (!made) return null
  const laidOut = await access(planPath(runFolder, made.round)).then(
    () => true,
    () => false
  )
  if (!laidOut) return null
  // A file that somebody edited elsewhere and that is no plan any longer is told of when the run goes on.
  return readPlanFile(runFolder, made).then(
    (edited) => edited ?? made,
    () => made
  )
}

/** Lays an edited plan where the run looks for it. Throws InquestError `usage` when none waits, or a task says nothing. */
export async function keepPlan(runFolder: string, state: RunState, plan: Plan): Promise<void> {
  const waiting = await waitingPlan(runFolder, state)
  if (waiting?.round !== plan.round) {
    throw new InquestError('usage', 'This run does not wait for a plan.', 'Load the page of the run again.')
  }
  if (plan.tasks.length === 0) throw new InquestError('usage', 'A plan needs a task.', 'Keep one, or add one.')
  const empty = plan.tasks.find(({ question, instructions }) => question.trim() === '' || instructions.trim() === '')
  if (empty) {
    throw new InquestError('usage', `Task ${empty.id} has no question or no instructions.`, 'Fill both in, or take the task out.')
  }
  await writePlanFile(runFolder, plan)
}
