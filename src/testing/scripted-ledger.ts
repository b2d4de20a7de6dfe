import { createHash } from 'node:crypto'
import { CallArguments, type Evidence } from '../domain/index.ts'
import type { Ledger, ToolCall } from '../evidence/index.ts'

/** What a tool answers: the parts of its evidence that matter to a test. */
export type ScriptedAnswer = Partial<Pick<Evidence, 'status' | 'reading' | 'facts' | 'columns' | 'rows' | 'sources'>>

export interface ScriptedLedger extends Ledger {
  /** Calls that ran, in order; those answered from earlier evidence are not among them. */
  readonly ran: readonly ToolCall[]
}

/** A ledger whose tools answer from a script; a tool that is not in it throws. No warehouse is needed. */
export function createScriptedLedger(
  answers: Readonly<Record<string, ScriptedAnswer | ((args: CallArguments) => ScriptedAnswer | Promise<ScriptedAnswer>)>>
): ScriptedLedger {
  const kept = new Map<string, Evidence>()
  const ran: ToolCall[] = []
  const run = async (call: ToolCall, id: string): Promise<Evidence> => {
    const answer = answers[call.tool]
    if (!answer) throw new Error(`The script has no answer for the tool "${call.tool}".`)
    const args = CallArguments.parse(call.arguments)
    ran.push(call)
    const said = typeof answer === 'function' ? await answer(args) : answer
    return {
      id,
      tool: call.tool,
      arguments: args,
      status: 'found',
      reading: call.tool,
      facts: {},
      columns: [],
      rows: [],
      omitted: null,
      sources: [],
      ...said
    }
  }
  return {
    ran,
    async call(call, { signal }) {
      signal?.throwIfAborted()
      const id = idOf(call)
      const evidence = kept.get(id) ?? (await run(call, id))
      kept.set(id, evidence)
      return evidence
    },
    recall: (call) => run(call, idOf(call)),
    preload: (evidence) => {
      for (const one of evidence) kept.set(one.id, one)
    },
    get: (id) => kept.get(id),
    all: () => [...kept.values()]
  }
}

function idOf({ tool, arguments: args }: ToolCall): string {
  return `ev_${createHash('sha256')
    .update(JSON.stringify([tool, args]))
    .digest('hex')
    .slice(0, 12)}`
}
