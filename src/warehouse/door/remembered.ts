import type { QueryResult, Warehouse } from '../warehouse.ts'

type Query = Warehouse['query']

/** Characters of the answers kept, a number taken for eight. */
const mostKept = 30_000_000
/** A longer answer is not kept, so that one table does not drive out a hundred small answers. */
const longestAnswer = 6_000_000

function lengthOf({ rows }: QueryResult): number {
  let length = 100
  for (const row of rows) for (const cell of row) length += typeof cell === 'string' ? cell.length : 8
  return length
}

/**
 * Answers a question that was asked before from memory. The tables are read-only and the door refuses what differs from
 * run to run, so the same question has the same answer; tools that look at an incident from several sides ask many
 * questions again. The answers that were not asked for longest are given up first.
 */
export function remembering(ask: Query): Query {
  const kept = new Map<string, { readonly answer: QueryResult; readonly length: number }>()
  let total = 0
  return async (sql, parameters = [], limits = {}) => {
    limits.signal?.throwIfAborted()
    const key = JSON.stringify([sql, parameters, limits.rows ?? null])
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known.answer
    }
    const answer = await ask(sql, parameters, limits)
    const length = lengthOf(answer)
    if (length > longestAnswer || kept.has(key)) return answer
    kept.set(key, { answer, length })
    total += length
    for (const [oldest, other] of kept) {
      if (total <= mostKept) break
      kept.delete(oldest)
      total -= other.length
    }
    return answer
  }
}
