import type { Evidence } from '../../domain/index.ts'
import type { Ledger } from '../../evidence/index.ts'
import { sideBySide } from '../dispatch.ts'
import { differences } from './differences.ts'
import { type Problem, shownValue } from './problem.ts'

export interface KeptEvidence {
  /** JSON pointer or place in the journal. */
  readonly where: string
  readonly evidence: Evidence
}

export interface Recalled {
  /** What each call says today, by the id that it has today. */
  readonly fresh: ReadonlyMap<string, Evidence>
  readonly problems: readonly Problem[]
}

/** Runs the call of every kept piece of evidence again, each call once, and compares cell by cell. */
export async function recallEvidence(
  kept: readonly KeptEvidence[],
  ledger: Pick<Ledger, 'recall'>,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: ((text: string) => void) | undefined } = {}
): Promise<Recalled> {
  const byCall = new Map<string, KeptEvidence[]>()
  for (const one of kept) {
    const call = JSON.stringify([one.evidence.tool, one.evidence.arguments])
    byCall.set(call, [...(byCall.get(call) ?? []), one])
  }
  const fresh = new Map<string, Evidence>()
  const problems: Problem[] = []
  const groups = [...byCall.values()]
  let done = 0
  await sideBySide(
    groups,
    4,
    async (group) => {
      signal?.throwIfAborted()
      const { tool, arguments: args } = group[0]?.evidence ?? { tool: '', arguments: {} }
      const again = await ledger.recall({ tool, arguments: args }, signal ? { signal } : {})
      onProgress?.(`${++done} of ${groups.length} tool calls run again`)
      return again
    },
    (group, outcome) => {
      signal?.throwIfAborted()
      for (const { where, evidence } of group) {
        if (outcome.ok) {
          fresh.set(outcome.value.id, outcome.value)
          problems.push(...compared(where, evidence, outcome.value))
        } else {
          const found = outcome.thrown instanceof Error ? outcome.thrown.message : String(outcome.thrown)
          problems.push({ where, expected: `${evidence.tool} can be called again`, found })
        }
      }
    }
  )
  return { fresh, problems }
}

function compared(where: string, kept: Evidence, again: Evidence): Problem[] {
  return [...differences(JSON.parse(JSON.stringify(again)), kept, where)].map((difference) => ({
    where: difference.where,
    sentence: `${kept.tool}: ${again.reading}`,
    expected: shownValue(difference.expected),
    found: shownValue(difference.found)
  }))
}
