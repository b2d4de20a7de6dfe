import { queryRows } from '../query-rows.ts'
import { readServiceEdges } from '../services/service-edges.ts'
import type { ToolContext } from '../tool.ts'
import { serviceWords, type Surroundings } from './component-match.ts'

/** Known services, and who stands below and above the component in the traces. */
export async function readSurroundingsOf(context: ToolContext, component: string | null): Promise<Surroundings> {
  const names = await queryRows(
    context,
    `SELECT DISTINCT entity FROM (
       SELECT entity FROM spans UNION ALL SELECT entity FROM changes UNION ALL SELECT entity FROM requests
       UNION ALL SELECT entity FROM events UNION ALL SELECT entity FROM metrics)
     WHERE entity IS NOT NULL ORDER BY entity LIMIT 2000`
  )
  const edges = await readServiceEdges(context)
  const services = new Map(names.map((row) => [row.text('entity') ?? '', serviceWords(row.text('entity'))]))
  const words = serviceWords(component)
  const own = new Set(
    [...services].filter(([, of]) => of.size > 0 && [...of].every((word) => words.has(word))).map(([name]) => name)
  )
  const pairs = edges.map(({ caller, callee }) => [caller, callee] as const)
  return {
    component: words,
    services,
    dependencies: closure(own, pairs),
    callers: closure(
      own,
      pairs.map(([caller, callee]) => [callee, caller] as const)
    )
  }
}

/** Everything that can be reached along the pairs, without the start. */
function closure(start: ReadonlySet<string>, pairs: readonly (readonly [string, string])[]): Set<string> {
  const reached = new Set(start)
  for (let size = -1; size !== reached.size;) {
    size = reached.size
    for (const [from, to] of pairs) if (reached.has(from)) reached.add(to)
  }
  return new Set([...reached].filter((name) => !start.has(name)))
}
