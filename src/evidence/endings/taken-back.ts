import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** A recorded change that a later one takes back. */
export interface TakenBack {
  readonly ref: string | null
  readonly title: string
  readonly time: string
}

const takesBack = /\b(?:revert\w*|roll\w*[ -]?back|back ?out|undo(?:es|ne)?|put back)\b/i
/** A shorter title stands in many a text by chance. */
const leastTitle = 8
/** Commits are cut to six characters at the least. */
const leastRef = 6
const most = 500

/** `Revert "group: tidy addresses"`: who takes back quotes the title, or the first words of it. */
const quoted = (text: string): string | undefined => /["“]([^"”\n]{8,200})["”]/.exec(text)?.[1]

/** Of changes that take something back, which recorded change each names by its title or reference; by the text that takes it back. */
export async function changesTakenBack(
  context: ToolContext,
  deeds: readonly { readonly time: string; readonly what: string }[]
): Promise<ReadonlyMap<string, TakenBack>> {
  const taking = deeds.filter(({ what }) => takesBack.test(what))
  if (taking.length === 0) return new Map()
  const recorded = await queryRows(
    context,
    `SELECT ref, coalesce(title, ref) AS title, ts FROM changes WHERE ts IS NOT NULL AND coalesce(title, ref) <> '' ORDER BY ts DESC, record_id LIMIT ${most}`
  )
  return new Map(
    taking.flatMap(({ time, what }): [string, TakenBack][] => {
      const quote = quoted(what)
      const found = recorded.find((row) => {
        const [ref, title] = [row.text('ref') ?? '', row.text('title') ?? '']
        const isNamed = (title.length >= leastTitle && what.includes(title)) || (ref.length >= leastRef && what.includes(ref))
        return (row.text('ts') ?? time) < time && (isNamed || (quote !== undefined && title.startsWith(quote)))
      })
      return found ? [[what, { ref: found.text('ref'), title: found.text('title') ?? '', time: found.text('ts') ?? time }]] : []
    })
  )
}
