import { type EndedRequest, type QueueModel, simulateQueue, type Visit } from '../../queueing/index.ts'
import { at } from './made-incident.ts'

/** How a simulated service writes what it did: request classes to routes, work to SQL statements. */
export interface ServiceLogs {
  /** Target of a request of a class, with its query string. */
  target(request: EndedRequest): string
  /** Statement of a piece of work; null: not the database's. */
  statement(visit: Visit, request: EndedRequest): string | null
}

/**
 * Runs a queueing model from 08:00 and writes its materials: metrics a minute (requests, p95, errors, pool), a complete access
 * log and a complete database log. A pool must be called `pool`. Real arrivals scatter, so these series are no drawing.
 */
export function madeService(model: QueueModel, seed: number, logs: ServiceLogs): Record<string, string> {
  const run = simulateQueue(model, seed, { trace: true })
  const start = Date.parse(at('08:00'))
  const requests = run.requests ?? []
  const minutes = Math.floor(model.durationMs / 60_000)
  const pool = run.resources['pool']?.series
  const metrics = Array.from({ length: minutes }, (_, minute) => {
    const arrived = requests.filter(({ arrivedAt }) => Math.floor(arrivedAt / 60_000) === minute).length
    const ended = requests.filter(({ endedAt, outcome }) => outcome !== 'in-flight' && Math.floor(endedAt / 60_000) === minute)
    const times = ended.map(({ arrivedAt, endedAt }) => endedAt - arrivedAt).sort((a, b) => a - b)
    const failed = ended.filter(({ outcome }) => outcome === 'failed').length
    return [
      new Date(start + minute * 60_000).toISOString(),
      arrived,
      Math.round(times[Math.floor(times.length * 0.95)] ?? 0),
      ended.length === 0 ? 0 : Math.round((1000 * failed) / ended.length) / 10,
      Math.round(pool?.holders[minute] ?? 0),
      Math.round(pool?.waiters[minute] ?? 0)
    ].join(',')
  })
  const done = requests.filter(({ outcome }) => outcome !== 'in-flight')
  const access = done.map((request) => {
    const line = `"GET ${logs.target(request)} HTTP/1.1" ${request.outcome === 'failed' ? 500 : 200} 512 "-" "Mozilla/5.0 (X11) Firefox/130.0"`
    const time = new Date(start + request.arrivedAt).toISOString()
    const day = `${time.slice(8, 10)}/May/${time.slice(0, 4)}:${time.slice(11, 19)} +0000`
    return {
      key: request.arrivedAt,
      text: `10.0.${request.id % 7}.${request.id % 250} - - [${day}] ${line} ${Math.round(request.endedAt - request.arrivedAt)}ms`
    }
  })
  const statements = done.flatMap((request) =>
    request.visits.flatMap((visit) => {
      const sql =
        visit.kind === 'work' && visit.startedAt !== null && visit.endedAt !== null ? logs.statement(visit, request) : null
      if (sql === null) return []
      // A log line is written when the statement has ended.
      const ended = visit.endedAt ?? 0
      const time = new Date(start + ended).toISOString().replace('T', ' ').replace('Z', ' UTC')
      // What a database logs holds the waiting for its locks: everything since the connection was given.
      const connected = request.visits.find(({ kind, name }) => kind === 'hold' && name === 'pool')?.startedAt
      const took = (ended - (connected ?? visit.askedAt)).toFixed(3)
      return [{ key: ended, text: `${time} [${1000 + (request.id % 9)}] LOG:  duration: ${took} ms  statement: ${sql}` }]
    })
  )
  const inOrder = (lines: readonly { key: number; text: string }[]) =>
    lines.toSorted((a, b) => a.key - b.key).map(({ text }) => text)
  return {
    'metrics.csv': [
      'timestamp,requests_per_min,response_time_p95_ms,error_rate_percent,pool_active,pool_waiting',
      ...metrics
    ].join('\n'),
    'access.log': inOrder(access).join('\n'),
    'db.log': inOrder(statements).join('\n')
  }
}
