import type { Call } from '../../../verdict/index.ts'

/** Calls as lines of instructions, so that a plan can be read, edited and run: `ask lock_waits {"window": …}`. */
export const writeAsks = (calls: readonly Call[]): string =>
  calls.map((call) => `ask ${call.tool} ${JSON.stringify(call.arguments)}`).join('\n')

/** The calls in instructions; lines that are none, or whose arguments are no JSON object, are left to people. */
export function asksIn(instructions: string): Call[] {
  return instructions.split('\n').flatMap((line) => {
    const [, tool, json] = /^ask ([a-z_]+) (\{.*\})$/.exec(line.trim()) ?? []
    const args = json === undefined ? undefined : objectOf(json)
    return tool && args ? [{ tool, arguments: args }] : []
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
