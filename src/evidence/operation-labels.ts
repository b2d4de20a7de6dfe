import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** Names of statements that a person can read: "SELECT on orders, customers" by fingerprint. Other operations name themselves. */
export async function operationLabels(context: ToolContext): Promise<Map<string, string>> {
  const rows = await queryRows(
    context,
    `SELECT fingerprint, min(verb) AS verb, array_to_string(min(tables), ', ') AS tables FROM statements
     WHERE fingerprint IS NOT NULL GROUP BY fingerprint ORDER BY fingerprint`
  )
  const labels = rows.map((row) => {
    const fingerprint = row.text('fingerprint') ?? ''
    const [verb, tables] = [row.text('verb')?.toUpperCase() ?? null, row.text('tables')]
    return [fingerprint, verb && tables ? `${verb} on ${tables}` : fingerprint] as const
  })
  const counts = new Map<string, number>()
  for (const [, label] of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const seen = new Map<string, number>()
  return new Map(
    labels.map(([fingerprint, label]) => {
      if ((counts.get(label) ?? 0) < 2) return [fingerprint, label]
      const number = (seen.get(label) ?? 0) + 1
      seen.set(label, number)
      return [fingerprint, `${label} (${number})`]
    })
  )
}
