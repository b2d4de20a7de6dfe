import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { estimateRatio, planNodes } from '../language/plans.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { EvidenceTool } from '../tool.ts'

const Arguments = z.object({ operation: z.string().optional().describe('Fingerprint of a statement; all when left out.') })

const maxRows = 40

export const plans: EvidenceTool<typeof Arguments> = {
  name: 'plans',
  description:
    'Query plans that the materials hold, node by node: rows estimated against rows found (per loop), the worst first. A bad ' +
    'estimate shows that the planner was misled; it does not show which index is missing.',
  arguments: Arguments,
  run: async ({ operation }, context) => {
    const rows = await queryRows(
      context,
      `SELECT ts, fingerprint AS operation, plan, source_id, first_line FROM statements
       WHERE plan IS NOT NULL AND ($1::VARCHAR IS NULL OR fingerprint = $1)
       UNION ALL
       SELECT ts, NULL, message, source_id, first_line FROM events
       WHERE $1::VARCHAR IS NULL AND regexp_matches(message, '\\(cost=[0-9.]+.*rows=') AND regexp_matches(message, 'actual ')
       ORDER BY ts, source_id, first_line`,
      [operation ?? null]
    )
    // A plan that was joined to its statement also stands as a log line of its own: the statement's counts.
    const ofStatements = new Set(rows.filter((row) => row.text('operation') !== null).map(planKey))
    const counted = rows.filter((row) => row.text('operation') !== null || !ofStatements.has(planKey(row)))
    const nodes = counted.flatMap((row) =>
      planNodes(row.text('plan') ?? '').map((node) => ({ row, node, ratio: estimateRatio(node) }))
    )
    const ordered = nodes.sort((a, b) => b.ratio - a.ratio)
    const worst = ordered[0]
    const facts = {
      plans: counted.length,
      worst_estimate_ratio: worst?.ratio ?? null,
      worst_node: worst?.node.node ?? null,
      worst_at: worst?.row.text('ts') ?? null
    }
    if (rows.length === 0) return { status: 'no_data', reading: 'The materials hold no query plan for this.', facts }
    if (!worst) return { status: 'found', reading: `${counted.length} plans, none with the rows that were really found.`, facts }
    return {
      status: 'found',
      reading: `${counted.length} plans; in the worst node estimate and truth lie ${Math.round(worst.ratio)} times apart.`,
      facts,
      columns: columnsOf('time:time operation node estimated_rows actual_rows estimate_ratio:ratio total_ms:ms source line'),
      rows: ordered
        .slice(0, maxRows)
        .map(({ row, node, ratio }) => [
          row.text('ts'),
          row.text('operation'),
          node.node,
          node.estimatedRows,
          node.actualRows,
          ratio,
          node.totalMs === null ? null : node.totalMs * node.loops,
          row.text('source_id'),
          row.number('first_line')
        ]),
      omitted: nodes.length > maxRows ? { rows: nodes.length - maxRows, why: 'the worst estimates are shown' } : null,
      sources: rows.map((row) => row.text('source_id') ?? '')
    }
  }
}

/** Two plans of one source with the same nodes and figures are one. */
function planKey(row: Row): string {
  return JSON.stringify([row.text('source_id'), planNodes(row.text('plan') ?? '')])
}
