import { CallArguments, type Evidence } from '../domain/index.ts'
import { type Clock, InquestError, inquestErrorOf, systemClock } from '../foundation/index.ts'
import type { Warehouse } from '../warehouse/index.ts'
import { boundOutcome } from './bound-outcome.ts'
import type { AnsweredCall, CallOptions, Ledger, ToolCall } from './ledger.ts'
import type { EvidenceTool, ToolContext } from './tool.ts'
import { checkCall, type CheckedCall } from './tool-call.ts'

export interface LedgerOptions {
  readonly warehouse: Pick<Warehouse, 'incident' | 'query' | 'redact' | 'pseudonyms'>
  readonly tools: readonly EvidenceTool[]
  /** Replaces personal values by pseudonyms in every cell, fact and reading. */
  readonly redact: boolean
  /** Told of every answered call, before its caller is. */
  readonly onEvidence?: (call: AnsweredCall) => void
  /** Told of every call that was refused or failed. */
  readonly onRefused?: (call: ToolCall & { readonly by: string; readonly error: InquestError }) => void
  readonly clock?: Clock
}

/** A ledger over one warehouse. Identical calls in flight at the same time run once. */
export function createLedger({ warehouse, tools, redact, onEvidence, onRefused, clock = systemClock }: LedgerOptions): Ledger {
  const toolsByName = new Map(tools.map((tool) => [tool.name, tool]))
  const kept = new Map<string, Evidence>()
  const restore = redact ? restorerOf(warehouse.pseudonyms) : null
  const running = new Map<string, { readonly result: Promise<Evidence>; readonly signal: AbortSignal | undefined }>()

  // Three of four calls of an investigation were made before.
  const checks = new Map<string, CheckedCall>()
  const check = (asked: ToolCall): CheckedCall => {
    const key = JSON.stringify([asked.tool, asked.arguments])
    const checked = checks.get(key) ?? checkCall(asked, toolsByName, warehouse.incident)
    checks.set(key, checked)
    return checked
  }

  const run = async (checked: CheckedCall, signal: AbortSignal | undefined): Promise<Evidence> => {
    if (signal?.aborted) throw new InquestError('cannot-judge', `${checked.tool.name} was cancelled.`, 'Call it again.')
    const context: ToolContext = {
      incident: warehouse.incident,
      query: (sql, parameters, limits) => warehouse.query(sql, parameters, { ...(signal ? { signal } : {}), ...limits })
    }
    // A query that an agent wrote is taken as written: expanding a pseudonym in it would let its answer spell the value out.
    const args = restore && checked.tool.name !== 'sql' ? restore(checked.arguments) : checked.arguments
    const outcome = await checked.tool.run(args, context)
    const bounded = boundOutcome(outcome, redact ? (text) => warehouse.redact(text) : (text) => text)
    return { id: checked.id, tool: checked.tool.name, arguments: checked.arguments, ...bounded }
  }

  const call = async (asked: ToolCall, { by, signal }: CallOptions): Promise<Evidence> => {
    const checked = check(asked)
    const startedAt = clock.now()
    const answered = (evidence: Evidence, reused: boolean): Evidence => {
      onEvidence?.({ by, evidence, reused, durationMs: clock.now() - startedAt })
      return evidence
    }
    for (;;) {
      const earlier = kept.get(checked.id)
      if (earlier) return answered(earlier, true)
      const other = running.get(checked.id)
      if (!other) break
      try {
        return answered(await other.result, true)
      } catch (thrown) {
        // Somebody else's abort is not this caller's: it asks again.
        if (!other.signal?.aborted || signal?.aborted) throw thrown
      }
    }
    const result = run(checked, signal)
    running.set(checked.id, { result, signal })
    try {
      const evidence = await result
      kept.set(checked.id, evidence)
      return answered(evidence, false)
    } finally {
      running.delete(checked.id)
    }
  }

  return {
    call: async (asked, options) => {
      try {
        return await call(asked, options)
      } catch (thrown) {
        const error = inquestErrorOf(thrown)
        onRefused?.({ ...asked, by: options.by, error })
        throw error
      }
    },
    recall: async (asked, { signal } = {}) => run(checkCall(asked, toolsByName, warehouse.incident), signal),
    preload: (evidence) => {
      for (const one of evidence) kept.set(one.id, one)
    },
    get: (id) => kept.get(id),
    all: () => [...kept.values()]
  }
}

/** Arguments in which an agent that saw only pseudonyms named a host or a person → what the materials call them. */
function restorerOf(pseudonyms: Warehouse['pseudonyms']): ((args: CallArguments) => CallArguments) | null {
  const values = new Map(pseudonyms.map(({ pseudonym, value }) => [pseudonym, value]))
  if (values.size === 0) return null
  // Pseudonyms are numbered, and may be thousands: one pattern for all that differ in their number alone.
  const shapes = new Set([...values.keys()].map((text) => escapeRegex(text).replaceAll(/\d+/g, String.raw`\d+`)))
  const longestFirst = [...shapes].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<!\\w)(?:${longestFirst.join('|')})(?!\\w)`, 'g')
  const restore = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(pattern, (found) => values.get(found) ?? found)
    if (Array.isArray(value)) return value.map(restore)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restore(inner)]))
  }
  return (args) => CallArguments.parse(restore(args))
}

function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
