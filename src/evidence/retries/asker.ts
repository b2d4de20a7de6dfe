import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Names under which records say who asks or what is asked for once: a device, a customer, an order, a request that keeps its number. */
const identity =
  /(?:^|[._-])(?:client|device|dev|user|customer|session|account|member|visitor|subscriber|imei|imsi|msisdn|phone|terminal|meter|vehicle|station|charger|sensor|order|booking|cart|basket|reservation|ticket|parcel|payment|transaction|txn?|message|msg|command|cmd|request|req|rid|correlation|idempotency)[._-]?(?:id|key|no|nr|number|ref|hash)?$/i
/** So many different ones in the records, and so few records of each in the middle: it tells askers apart. */
const leastDifferent = 20

/**
 * The attribute of a table's records that tells best who asks for what: of those that are named so, the one with the most repetitions
 * among those with many values. As SQL over `attributes`; null where none does.
 */
export async function askerOf(context: ToolContext, table: 'requests' | 'events'): Promise<string | null> {
  const keys = await queryRows(
    context,
    `SELECT key, count(*) AS n FROM (SELECT unnest(json_keys(attributes)) AS key FROM ${table}) GROUP BY 1 ORDER BY 2 DESC LIMIT 200`
  )
  const names = keys
    .flatMap((row) => row.text('key') ?? [])
    .filter((key) => identity.test(key.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')))
    .slice(0, 6)
  const found = await Promise.all(
    names.map(async (name) => {
      const sql = `nullif(nullif(attributes->>'$."${name.replaceAll('"', '').replaceAll("'", "''")}"', ''), '-')`
      const [row] = await queryRows(context, `SELECT count(${sql}) AS n, count(DISTINCT ${sql}) AS different FROM ${table}`)
      return { sql, n: row?.number('n') ?? 0, different: row?.number('different') ?? 0 }
    })
  )
  const telling = found.filter(({ different }) => different >= leastDifferent)
  return telling.toSorted((a, b) => b.n / b.different - a.n / a.different)[0]?.sql ?? null
}
