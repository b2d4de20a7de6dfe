import { stemOf } from '../instances/instance-name.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Fewer of all lines and requests are told by something at the side. */
const leastShare = 0.2
const mostNames = 3
/** A name that says something: letters, no address, no number that a cloud gave a machine, no name of a file or a class. */
const telling = /^(?!i-[0-9a-f]+$)(?=.*[a-z]{3})[\w-]{3,40}$/i

/** What serves, as logs of requests and programs call it: services by their instances, and programs; null where nobody says. */
export async function servedBy(context: ToolContext): Promise<string | null> {
  const rows = await queryRows(
    context,
    `WITH named AS (
       SELECT entity AS name FROM requests UNION ALL SELECT entity FROM events UNION ALL SELECT logger FROM events),
     counted AS (SELECT name, count(*) AS n FROM named WHERE name IS NOT NULL GROUP BY name)
     SELECT name, n, (SELECT greatest((SELECT count(*) FROM requests), (SELECT count(*) FROM events))) AS everything FROM counted
     ORDER BY n DESC, name LIMIT 200`
  )
  const sums = new Map<string, number>()
  for (const row of rows) {
    const stem = stemOf(row.text('name') ?? '')
    sums.set(stem, (sums.get(stem) ?? 0) + (row.number('n') ?? 0))
  }
  const everything = rows[0]?.number('everything') ?? 0
  const names = [...sums].filter(([name, n]) => telling.test(name) && n >= leastShare * everything).sort((a, b) => b[1] - a[1])
  return names.length === 0
    ? await folderOfRequests(context)
    : names
        .slice(0, mostNames)
        .map(([name]) => name)
        .join(', ')
}

const anything = /^(?:logs?|access|data|files?|materials?|archive|export|raw|input)$/i

/** The folder that holds the log of requests is called for what wrote it; null where it is called for what is in it. */
async function folderOfRequests(context: ToolContext): Promise<string | null> {
  const rows = await queryRows(context, `SELECT source_id, count(*) AS n FROM requests GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1`)
  const path = context.incident.sources.find(({ id }) => id === rows[0]?.text('source_id'))?.path
  const folder = path?.split('/').at(-2)
  return folder !== undefined && telling.test(folder) && !anything.test(folder) ? folder : null
}
