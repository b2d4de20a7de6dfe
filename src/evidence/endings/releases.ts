import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

const goesBack = /\broll\w*[ -]?back|\brevert/i

/** When another version went out, forwards or back, in a time, ms since the epoch. The version that ran before, once more, is a restart. */
export async function releasesIn(context: ToolContext, { from, to }: TimeWindow): Promise<number[]> {
  const rows = await queryRows(
    context,
    `WITH told AS (SELECT ts, entity, kind, coalesce(ref, title) AS version, concat_ws(' ', kind, ref, title) AS words FROM changes WHERE ts IS NOT NULL)
     SELECT ts, kind, words, CAST((SELECT arg_max(version, earlier.ts) FROM told AS earlier WHERE earlier.ts < told.ts AND earlier.entity IS NOT DISTINCT FROM told.entity) = version AS INTEGER) AS again
     FROM told WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP`,
    [from, to]
  )
  return rows.flatMap((row) => {
    const isAnother = row.text('kind') === 'deploy' && row.number('again') !== 1
    return isAnother || goesBack.test(row.text('words') ?? '') ? [epochMsOf(row.text('ts') ?? from)] : []
  })
}
