import { isDeepStrictEqual } from 'node:util'
import type { Evidence } from '../domain/index.ts'

/** A question to the evidence tools: the same shape as theirs, told apart because this room knows no tools. */
export interface Call {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** Whether the evidence answers the call. Evidence carries its arguments with defaults filled in; a call need not. */
export function answers(evidence: Evidence, call: Call): boolean {
  if (evidence.tool !== call.tool) return false
  return Object.entries(call.arguments).every(([name, value]) => isDeepStrictEqual(evidence.arguments[name], value))
}

/**
 * The evidence that answers each call, in the order of the calls; undefined where nothing does. Of several answers the
 * one with the fewest further arguments is taken: the call without them, had it been made, is that one.
 */
export function answersTo(calls: readonly Call[], evidence: readonly Evidence[]): (Evidence | undefined)[] {
  return calls.map((call) => {
    const candidates = evidence.filter((one) => answers(one, call))
    return candidates.sort((a, b) => size(a) - size(b) || a.id.localeCompare(b.id))[0]
  })
}

/** What a tool said among the answers to several calls; undefined where it was not asked, or nothing answers. */
export const saidBy = (found: readonly (Evidence | undefined)[], tool: string): Evidence | undefined =>
  found.find((one) => one?.tool === tool)

const size = (evidence: Evidence): number => Object.values(evidence.arguments).filter((value) => value !== null).length
