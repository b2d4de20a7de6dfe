import type { Call } from '../../../verdict/index.ts'

/** A call of a task: what is asked is drafted into findings, what it is asked with only stands beside it. */
export interface Asked extends Call {
  readonly beside: boolean
}

/** Calls as lines of instructions, so that a plan can be read, edited and run: `ask lock_waits {"window": …}`. */
export function writeAsks(calls: readonly Call[], beside: readonly Call[] = []): string {
  const line = (verb: string) => (call: Call) => `${verb} ${call.tool} ${JSON.stringify(call.arguments)}`
  return [...beside.map(line('with')), ...calls.map(line('ask'))].join('\n')
}

/** The calls in instructions; lines that are none, or whose arguments are no JSON object, are left to people. */
export function asksIn(instructions: string): Asked[] {
  return instructions.split('\n').flatMap((line) => {
    const [, verb, tool, json] = /^(ask|with) ([a-z_]+) (\{.*\})$/.exec(line.trim()) ?? []
    const args = json === undefined ? undefined : objectOf(json)
    return tool && args ? [{ tool, arguments: args, beside: verb === 'with' }] : []
  })
}

function objectOf(json: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(json)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined
  } catch {
    return undefined
  }
}
