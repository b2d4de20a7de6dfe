import { rowsIn } from '../load/rows-in.ts'
import type { Rollup } from './rollup.ts'

/** Requests counted at once: a group for each client and minute must fit into memory. */
const portion = 500_000
const minuteMs = 60_000

/** Of each minute how many clients asked how often: a row for each number of requests that a client made in it. */
export const clientMinutes: Rollup = {
  table: 'client_minutes',
  columns: { minute: 'TIMESTAMP', requests: 'BIGINT', clients: 'BIGINT' },
  async fill(connection) {
    const sql = 'SELECT count(*), epoch_ms(min(ts)), epoch_ms(max(ts)) FROM requests WHERE client IS NOT NULL AND ts IS NOT NULL'
    const [requests = 0, first = 0, last = 0] = ((await rowsIn(connection, sql))[0] ?? []).map(Number)
    if (requests === 0) return
    const start = Math.floor(first / minuteMs) * minuteMs
    const stepMs = Math.ceil((last + 1 - start) / Math.ceil(requests / portion) / minuteMs) * minuteMs
    for (let from = start; from <= last; from += stepMs) {
      await connection.run(
        `INSERT INTO client_minutes
         SELECT minute, requests, count(*) FROM (
           SELECT date_trunc('minute', ts) AS minute, client, count(*) AS requests FROM requests
           WHERE client IS NOT NULL AND ts >= epoch_ms(${from}) AND ts < epoch_ms(${from + stepMs}) GROUP BY ALL)
         GROUP BY ALL ORDER BY ALL`
      )
    }
  }
}
