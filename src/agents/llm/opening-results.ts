import type { Task } from '../../domain/index.ts'
import type { Desk } from '../roles.ts'
import type { CellBook } from './cell-book.ts'
import type { LlmContext } from './context.ts'
import { askedOf } from './evidence-tool.ts'

/** Results of the calls that a plan wants to be looked at first. */
export async function openingResults(context: LlmContext, desk: Desk, book: CellBook, task: Task): Promise<string> {
  const calls = (task.calls ?? []).slice(0, context.effort.callsOpening)
  if (calls.length === 0) return 'Nothing was asked for.'
  const { cut, opening } = context.effort
  const place = { desk, book, cut: { ...cut, whole: Math.min(cut.whole, Math.floor(opening / calls.length)) } }
  const results = await Promise.all(
    calls.map(async ({ tool: name, arguments: args }) => {
      const tool = context.tools.find((candidate) => candidate.name === name)
      return tool ? askedOf(tool, args, place) : `There is no tool "${name}".`
    })
  )
  return results.join('\n\n')
}
