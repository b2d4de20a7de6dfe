import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** Fewer statements show no least duration. */
const enough = 8
/** Every ordinary database has statements that take less: a log without any keeps slow ones only. In ms. */
const quick = 90

/**
 * The duration (ms) from which the statements' log keeps what was run, when it keeps slow ones only; null when it keeps quick
 * ones too, or too few to tell. One in fifty may be quick: a stray line is no sample of the quick ones.
 * In such a log a statement that comes up became slow; it need not be new.
 */
export async function slowOnlyFrom(context: ToolContext): Promise<number | null> {
  const [row] = await queryRows(
    context,
    `SELECT count(*) AS n, count(*) FILTER (duration_ms < ${quick}) AS quick, min(duration_ms) FILTER (duration_ms >= ${quick}) AS least
     FROM operations WHERE population = 'statements' AND duration_ms IS NOT NULL`
  )
  const [n, stray] = [row?.number('n') ?? 0, row?.number('quick') ?? 0]
  return n >= enough && stray <= n / 50 ? (row?.number('least') ?? null) : null
}
