import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** A view says what is locked by the number that the database gave it, alone or behind what else it says (`object #=918344`). */
const numberIn = /(?:^|object ?(?:#|id)? ?[=:#]*|relation |oid ?[=:]? ?)(\d{3,})\s*$/i

/** What a list of objects among the materials calls the object with this number; the number itself where none has it. */
export async function namedObject(context: ToolContext, object: string): Promise<string> {
  const number = numberIn.exec(object)?.[1]
  if (number === undefined) return object
  const rows = await queryRows(
    context,
    `SELECT message, coalesce(attributes->>'OBJECT_NAME', attributes->>'object_name', attributes->>'relname', attributes->>'TABLE_NAME',
              attributes->>'table_name', attributes->>'NAME', attributes->>'name') AS name FROM events
     WHERE $1 IN (attributes->>'OBJECT_ID', attributes->>'object_id', attributes->>'oid', attributes->>'relid', attributes->>'DATA_OBJECT_ID')
     ORDER BY record_id LIMIT 1`,
    [number]
  )
  const said = rows[0]?.text('name') ?? rows[0]?.text('message') ?? ''
  return said === '' || said.length > 80 ? number : said
}
