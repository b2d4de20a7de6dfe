import { DynamicStructuredTool } from '@langchain/core/tools'
import { z } from 'zod'
import { CallArguments, type Evidence } from '../../domain/index.ts'
import type { EvidenceTool } from '../../evidence/index.ts'
import { inquestErrorOf } from '../../foundation/index.ts'
import { dataBlock } from '../../prompts/index.ts'
import type { Desk } from '../roles.ts'
import type { CellBook } from './cell-book.ts'
import { type EvidenceCut, evidenceText } from './evidence-text.ts'
import { withNamedWindows, withTimes } from './named-windows.ts'
import { operationNames } from './operation-names.ts'
import { toolMenu } from './tool-menu.ts'

/** Where a tool's answer goes. */
export interface ToolPlace {
  readonly desk: Desk
  readonly book: CellBook
  readonly cut: EvidenceCut
}

/** A tool of the ledger as LangChain's agents call it; `take` takes one of the turn's calls, and says when none is left. */
export function agentTool(tool: EvidenceTool, place: () => ToolPlace, take: () => boolean): DynamicStructuredTool {
  const { name, description, arguments: schema } = tool
  return new DynamicStructuredTool({
    name,
    description: toolMenu[name] ?? description,
    schema: withNamedWindows(z.toJSONSchema(schema, { io: 'input' })),
    func: async (args: unknown) => {
      if (!take()) return `${name} was not asked: this reply held more calls than a turn answers.`
      return dataBlock(await askedOf(tool, args, place()))
    }
  })
}

/** A tool's answer as text. What is wrong with a call is told to the model, and it goes on. */
export async function askedOf({ name, arguments: schema }: EvidenceTool, args: unknown, place: ToolPlace): Promise<string> {
  const { desk, book, cut } = place
  try {
    const input = z.toJSONSchema(schema, { io: 'input' })
    // What a text says hangs on what was said before it, and must not hang on which tool is the quickest.
    const { evidence, unknown } = await book.inTurn(
      answerTo(name, withTimes(CallArguments.parse(args), input, desk), input, desk)
    )
    if (evidence.status === 'no_data' && unknown) return `${name} was not answered: ${unknown}`
    if (book.has(evidence.id)) return `${evidence.id} ${name}: asked before, and the answer is the one above.`
    book.add(evidence)
    return evidenceText(evidence, cut, desk, book.noted)
  } catch (thrown) {
    desk.signal?.throwIfAborted()
    const { message, nextStep } = inquestErrorOf(thrown)
    return `${name} ${JSON.stringify(args)} was not answered: ${message} ${nextStep}`
  }
}

type Input = { readonly properties?: Record<string, unknown> }

async function answerTo(
  tool: string,
  args: CallArguments,
  input: Input,
  desk: Desk
): Promise<{ readonly evidence: Evidence; readonly unknown: string | null }> {
  const { args: asked, unknown } = await withOperations(args, input, desk)
  return { evidence: await desk.call({ tool, arguments: asked }), unknown }
}

/** Arguments that name an operation. */
const namingOperations = ['operation', 'remove']

/** The call with operations as tools know them: a model may write the label that it was shown. `unknown` says what fits nothing. */
async function withOperations(
  args: CallArguments,
  { properties = {} }: Input,
  desk: Desk
): Promise<{ readonly args: CallArguments; readonly unknown: string | null }> {
  const key = namingOperations.find((name) => name in properties && typeof args[name] === 'string')
  const written = key === undefined ? undefined : args[key]
  if (key === undefined || typeof written !== 'string') return { args, unknown: null }
  const names = await operationNames(desk)
  const found = names.find(written)
  if (!found) {
    const choice = names.near(written).map((name) => `"${name}"`)
    return { args, unknown: names.known ? `no operation is called "${written}"; there are ${choice.join(', ')}.` : null }
  }
  const population = 'population' in properties ? { population: found.population } : {}
  return { args: { ...args, [key]: found.operation, ...population }, unknown: null }
}
