import { doingOf, type Doing, framesOf, ownFrame, poolNameOf } from '../language/stack-frames.ts'
import { whoseOf } from '../instances/instance-sql.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** One thread of a dump. */
export interface Stack {
  readonly time: string | null
  readonly instance: string | null
  readonly pool: string
  readonly doing: Doing
  readonly frame: string | null
  readonly waitsFor: string | null
  readonly holds: readonly string[]
  readonly source: string
  readonly line: number | null
}

/** What is not named after a pool belongs to the one that all of them form. */
const unnamed = 'threads'

/** Every thread of every dump in the materials. */
export async function readStacks(context: ToolContext): Promise<Stack[]> {
  const whose = await whoseOf(context, 'events')
  const rows = await queryRows(
    context,
    `SELECT ts, ${whose.instance} AS instance, thread, attributes->>'stack' AS stack, attributes->>'state' AS state, attributes->>'waits_for' AS waits_for,
            attributes->>'holds' AS holds, source_id, first_line
     FROM events WHERE logger = 'thread-dump' AND (attributes->>'stack') IS NOT NULL ORDER BY source_id, first_line LIMIT 20000`,
    [],
    { rows: 20_000 }
  )
  return rows.map((row) => {
    const stack = row.text('stack') ?? ''
    const frames = framesOf(stack)
    return {
      time: row.text('ts'),
      instance: row.text('instance'),
      pool: poolNameOf(row.text('thread')) ?? unnamed,
      doing: doingOf(frames, row.text('state'), /- waiting to lock/.test(stack)),
      frame: ownFrame(frames),
      waitsFor: row.text('waits_for'),
      holds: (row.text('holds') ?? '').split(', ').filter((one) => one !== ''),
      source: row.text('source_id') ?? '',
      line: row.number('first_line')
    }
  })
}
