import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { Plan, Task } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { writeWhole } from './run-folder.ts'

/** A plan as a person edits it: what is numbered by the run may be left out. */
const EditedPlan = z.strictObject({
  rationale: z.string(),
  rivalsToRuleOut: z.array(z.string()),
  tasks: z.array(Task.partial({ id: true, calls: true }))
})

export function planPath(runFolder: string, round: number): string {
  return join(runFolder, `plan-${round}.yaml`)
}

/** Writes a plan to be read and edited: its questions, and the instructions that each specialist works from. */
export async function writePlanFile(runFolder: string, { round, rationale, rivalsToRuleOut, tasks }: Plan): Promise<void> {
  const head = [
    `# The plan of round ${round}. The instructions are prompts: each specialist works from its own, and sees no other.`,
    '# Edit what you like, add or remove tasks, and go on with: inquest investigate --resume <this folder>'
  ]
  const body = stringify({ rationale, rivalsToRuleOut, tasks }, { lineWidth: 110, blockQuote: 'folded' })
  await writeWhole(planPath(runFolder, round), `${head.join('\n')}\n${body}`)
}

/**
 * The plan as it was edited; null when there is no file, or nothing in it was changed.
 * Throws InquestError `usage` that names the file, the line or the field, when it is no plan any longer.
 */
export async function readPlanFile(runFolder: string, plan: Plan): Promise<Plan | null> {
  const path = planPath(runFolder, plan.round)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw unreadable(`${path}:${error.linePos?.[0].line ?? 1}`, error.message.split('\n')[0] ?? 'bad YAML')
  const parsed = EditedPlan.safeParse(document.toJS())
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw unreadable(path, `${issue?.path.join('.') || 'the plan'}: ${issue?.message ?? 'does not fit'}`)
  }
  const taken = new Set(plan.tasks.map(({ id }) => id))
  const highest = Math.max(0, ...[...taken].map((id) => Number(id.slice(1))))
  let added = 0
  const tasks = parsed.data.tasks.map(({ id, calls, ...task }): Task => ({
    id: id !== undefined && taken.has(id) ? id : `T${highest + ++added}`,
    ...task,
    ...(calls === undefined ? {} : { calls })
  }))
  const edited = Plan.parse({ round: plan.round, ...parsed.data, tasks })
  return JSON.stringify(canonical(edited)) === JSON.stringify(canonical(plan)) ? null : { ...edited, edited: true }
}

/** Keys in one order: an edited file keeps the plan's own, a plan that was journalled need not. */
function canonical({ rationale, rivalsToRuleOut, tasks }: Plan): unknown {
  const flat = (text: string): string => text.trim()
  return [
    flat(rationale),
    rivalsToRuleOut,
    tasks.map(({ id, role, question, sources, tellsCauseFromSymptom, instructions, calls = [] }) => [
      id,
      role,
      flat(question),
      sources,
      flat(tellsCauseFromSymptom),
      flat(instructions),
      calls.map(({ tool, arguments: args }) => [tool, args])
    ])
  ]
}

function unreadable(place: string, why: string): InquestError {
  return new InquestError('usage', `${place}: ${why}`, 'Mend the plan, or remove the file to go on with the plan as it was made.')
}
