/** One node of a query plan with what was estimated and what was found. Rows are per loop; times in ms. */
export interface PlanNode {
  readonly node: string
  readonly estimatedRows: number
  readonly actualRows: number
  readonly totalMs: number | null
  readonly loops: number
}

const textNode =
  /^\s*(?:->\s*)?(.+?)\s+\(cost=[\d.]+\.\.[\d.]+ rows=(\d+) width=\d+\)\s*\(actual (?:time=[\d.]+\.\.([\d.]+) )?rows=([\d.]+) loops=(\d+)\)/
const treeNode =
  /^\s*(?:->\s*)?(.+?)\s+\(cost=[\d.e+]+ rows=([\d.e+]+)\)\s*\(actual time=[\d.]+\.\.([\d.]+) rows=([\d.e+]+) loops=(\d+)\)/

/** Reads EXPLAIN ANALYZE as text (PostgreSQL) or tree (MySQL 8), or PostgreSQL's JSON. What was not executed has no actual rows. */
export function planNodes(plan: string): PlanNode[] {
  const json = plan.indexOf('"Plan"') >= 0 ? parseJson(plan) : null
  if (json !== null) return jsonNodes(json)
  return plan.split(/\r?\n/).flatMap((whole): PlanNode[] => {
    const line = whole.trim().slice(0, 600)
    const match = textNode.exec(line) ?? treeNode.exec(line)
    if (!match) return []
    const [, node = '', estimated, ms, actual, loops] = match
    const name = node.replace(/^.*\b(?:query )?plan:\s*/i, '')
    const totalMs = ms === undefined ? null : Number(ms)
    return [{ node: name, estimatedRows: Number(estimated), actualRows: Number(actual), totalMs, loops: Number(loops) }]
  })
}

/** How far estimate and truth lie apart, whichever is larger: 1 is exact. Nothing counts as one row. */
export function estimateRatio({ estimatedRows, actualRows }: PlanNode): number {
  const [a, b] = [Math.max(1, estimatedRows), Math.max(1, actualRows)]
  return a > b ? a / b : b / a
}

function parseJson(text: string): unknown {
  const from = text.search(/[[{]/)
  try {
    return JSON.parse(text.slice(from))
  } catch {
    return null
  }
}

function jsonNodes(value: unknown): PlanNode[] {
  if (Array.isArray(value)) return value.flatMap(jsonNodes)
  if (typeof value !== 'object' || value === null) return []
  const at = (key: string): unknown => Object.entries(value).find(([name]) => name === key)?.[1]
  const number = (key: string): number | null => (typeof at(key) === 'number' ? Number(at(key)) : null)
  const [estimated, actual, type, relation] = [number('Plan Rows'), number('Actual Rows'), at('Node Type'), at('Relation Name')]
  const own: PlanNode[] =
    estimated === null || actual === null || typeof type !== 'string'
      ? []
      : [
          {
            node: typeof relation === 'string' ? `${type} on ${relation}` : type,
            estimatedRows: estimated,
            actualRows: actual,
            totalMs: number('Actual Total Time'),
            loops: number('Actual Loops') ?? 1
          }
        ]
  return [...own, ...jsonNodes(at('Plan')), ...jsonNodes(at('Plans'))]
}
