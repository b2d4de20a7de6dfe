import { queryRows } from '../query-rows.ts'
import { readServiceEdges } from '../services/service-edges.ts'
import type { ToolContext } from '../tool.ts'
import { serviceWords, type Surroundings } from './component-match.ts'
import type { RecordedChange } from './read-candidates.ts'

/** Known services, and who stands below and above the component in the traces. */
export async function readSurroundingsOf(
  context: ToolContext,
  component: string | null,
  changes: readonly RecordedChange[] = []
): Promise<Surroundings> {
  const names = await queryRows(
    context,
    `SELECT entity, bool_or(runs) AS runs FROM (
       SELECT entity, true AS runs FROM spans UNION ALL SELECT entity, false FROM changes UNION ALL SELECT entity, true FROM requests
       UNION ALL SELECT entity, true FROM events UNION ALL SELECT entity, true FROM metrics)
     WHERE entity IS NOT NULL GROUP BY entity ORDER BY entity LIMIT 2000`
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
    libraries: librariesOf(
      names.filter((row) => row.flag('runs') !== true).flatMap((row) => row.text('entity') ?? []),
      words,
      changes
    ),
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

/** What is changed under a name that nothing runs under, and that a change of the component names (a version lifted, an import). */
function librariesOf(idle: readonly string[], component: ReadonlySet<string>, changes: readonly RecordedChange[]): Set<string> {
  const own = changes.filter(({ entity }) => [...serviceWords(entity)].some((word) => component.has(word)))
  // A package is written with dots, dashes or capitals where its repository is not.
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[-_. ]/g, '')
  const said = own.map(({ title, content }) => bare(`${title}\n${content ?? ''}`))
  return new Set(idle.filter((name) => name.length >= 4 && said.some((text) => text.includes(bare(name)))))
}
