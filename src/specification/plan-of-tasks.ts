import { type Plan, SpecialistRole, type Task } from '../domain/index.ts'
import type { SpecTask } from './tasks.ts'

/** The lines of a tasks.md that are questions for specialists. */
export const questionsIn = (tasks: readonly SpecTask[]): SpecTask[] =>
  tasks.filter(({ label }) => SpecialistRole.safeParse(label).success)

/**
 * The plan that a tasks.md asks for: a line that is as it was keeps its task, one that was reworded keeps the task's sources
 * and instructions below the new words, one that was added is a task of its own, and what was struck out is gone.
 */
export function planOfTasks(plan: Plan, tasks: readonly SpecTask[]): Plan {
  const lines = questionsIn(tasks)
  const left = [...plan.tasks]
  const take = (fits: (task: Task) => boolean): Task | undefined => {
    const at = left.findIndex(fits)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
  const same = lines.map(({ label, text }) => take(({ role, question }) => role === label && flat(question) === flat(text)))
  let added = 0
  return {
    ...plan,
    tasks: lines.map(({ label, text }, i): Task => {
      const role = SpecialistRole.parse(label)
      const kept = same[i]
      if (kept) return kept
      const reworded = take((task) => task.role === role)
      if (reworded) return { ...reworded, question: text, instructions: `${text}\n\n${reworded.instructions}` }
      return {
        id: `new-${++added}`,
        role,
        question: text,
        sources: [],
        tellsCauseFromSymptom: 'what moved first, beyond what load explains',
        instructions: text
      }
    })
  }
}
