/**
 * How many clients made how many requests in each minute between two times, as SQL that stands for a table of `minute`,
 * `requests` (of one client) and `clients`: whole minutes from the warehouse's count of them, parts of minutes from the
 * requests.
 *
 * @param from SQL of the first moment, @param to of the one after the last
 */
export function clientMinutes(from: string, to: string): string {
  return `(SELECT minute, requests, clients FROM client_minutes WHERE minute >= ${from} AND minute + INTERVAL 1 MINUTE <= ${to}
    UNION ALL
    SELECT minute, requests, count(*) FROM (
      SELECT date_trunc('minute', ts) AS minute, client, count(*) AS requests FROM requests
      WHERE client IS NOT NULL AND ts >= ${from} AND ts < ${to}
        AND (ts < ${from} + INTERVAL 1 MINUTE OR ts >= ${to} - INTERVAL 1 MINUTE)
        AND (date_trunc('minute', ts) < ${from} OR date_trunc('minute', ts) + INTERVAL 1 MINUTE > ${to}) GROUP BY ALL)
    GROUP BY ALL)`
}
