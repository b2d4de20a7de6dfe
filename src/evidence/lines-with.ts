import { fragmentsOfWord } from '../warehouse/index.ts'
import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** Words of which a line must hold one, `\b` before or after where it begins or ends there, small or large letters alike. */
export type OneOf = readonly string[]

/**
 * SQL that stands for `lines`, without the sources of which is known that no line holds any of the words: a log of ten million
 * requests is not searched for what people write.
 */
export async function linesWith(context: Pick<ToolContext, 'query'>, words: OneOf): Promise<string> {
  return linesWithFragments(context, words.map(fragmentsOfWord))
}

/** The same by lists of fragments, of which a line must hold one whole; null: any line may be meant. */
export async function linesWithFragments(
  context: Pick<ToolContext, 'query'>,
  lists: readonly (readonly number[])[] | null
): Promise<string> {
  if (lists === null || lists.some(({ length }) => length === 0)) return 'lines'
  const holds = lists.map((list) => {
    const own = [...new Set(list)]
    return `count(*) FILTER (fragment IN (${own.join(', ')})) = ${own.length}`
  })
  const rows = await queryRows(
    context,
    `SELECT source_id FROM line_fragments GROUP BY source_id HAVING NOT (${holds.join(' OR ')}) ORDER BY source_id`
  )
  const without = rows.map((row) => row.text('source_id') ?? '').filter((id) => /^\w+$/.test(id))
  return without.length === 0
    ? 'lines'
    : `(SELECT * FROM lines WHERE source_id NOT IN (${without.map((id) => `'${id}'`).join(', ')}))`
}
