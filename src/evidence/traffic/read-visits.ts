import type { Scalar, TimeWindow } from '../../domain/index.ts'
import { agentOf } from '../language/user-agents.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { Visit } from './behaviour.ts'
import { unserved } from './in-vain.ts'
import { type Makeup, namesWhoAsked, type Part } from './makeup.ts'

const mostVisits = 10_000
const mostClients = 2_000

/** Requests of one part, or of all others, between two times in order of time; thinned by whole clients. */
export async function readVisits(
  context: ToolContext,
  makeup: Makeup,
  part: Part | null,
  others: boolean,
  { from, to }: TimeWindow
): Promise<Visit[]> {
  const parameters: Scalar[] = [from, to]
  const condition = part === null ? 'true' : conditionOf(makeup, part, parameters)
  const where = `${namesWhoAsked} AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND ${others ? `NOT coalesce(${condition}, false)` : condition}`
  const [count] = await queryRows(
    context,
    `SELECT count(*) AS n, count(DISTINCT client) AS clients FROM requests WHERE ${where}`,
    parameters
  )
  const wanted = Math.ceil((count?.number('n') ?? 0) / mostVisits)
  const every = Math.min(wanted, Math.max(1, Math.floor((count?.number('clients') ?? 1) / 20)))
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) AS at, coalesce(client, '') AS client, left(target, 400) AS target, route FROM requests WHERE ${where}
     ${every > 1 ? `AND hash(client) % ${every} = 0` : ''} ORDER BY ts, record_id LIMIT ${mostVisits * 3}`,
    parameters,
    { rows: mostVisits * 3 }
  )
  return rows.map((row) => ({
    at: row.number('at') ?? 0,
    client: row.text('client') ?? '',
    target: row.text('target') ?? '',
    route: row.text('route') ?? ''
  }))
}

/**
 * Share of clients that ask for one thing and nothing else: of those who brought the part's requests, and of all others. People
 * open a page before they send what stands on it. Null where nobody is left.
 */
export async function singleMinded(
  context: ToolContext,
  makeup: Makeup,
  part: Part,
  { from, to }: TimeWindow
): Promise<{ own: number | null; others: number | null }> {
  const parameters: Scalar[] = [from, to]
  const [row] = await queryRows(
    context,
    `WITH each AS (
       SELECT count(DISTINCT route) = 1 AS single, bool_or(coalesce(${conditionOf(makeup, part, parameters)}, false)) AS own
       FROM requests WHERE ${namesWhoAsked} AND client IS NOT NULL AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP GROUP BY client)
     SELECT avg(single::INT) FILTER (own) AS own, avg(single::INT) FILTER (NOT own) AS others FROM each`,
    parameters
  )
  return { own: row?.number('own') ?? null, others: row?.number('others') ?? null }
}

const lasting = 10

/**
 * The most requests a minute, over ten minutes on end, that the part made and was let in with before a time and after another: what
 * was carried without harm. Zero where it made none.
 */
export async function mostOutside(
  context: ToolContext,
  makeup: Makeup,
  part: Part,
  { from, to }: TimeWindow
): Promise<{ before: number; after: number }> {
  const parameters: Scalar[] = [from, to]
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) // 60000 AS minute, ts < $1::TIMESTAMP AS early, count(*) AS n FROM requests
     WHERE ${namesWhoAsked} AND (ts < $1::TIMESTAMP OR ts >= $2::TIMESTAMP) AND coalesce(status NOT IN (403, 429), true)
       AND ${conditionOf(makeup, part, parameters)} GROUP BY ALL ORDER BY minute`,
    parameters,
    { rows: 200_000 }
  )
  const most = (early: boolean): number => {
    const counts = new Map(
      rows.filter((row) => row.flag('early') === early).map((row) => [row.number('minute') ?? 0, row.number('n') ?? 0])
    )
    const sums = [...counts.keys()].map((minute) =>
      Array.from({ length: lasting }, (_, i) => counts.get(minute + i) ?? 0).reduce((sum, n) => sum + n, 0)
    )
    return Math.max(0, ...sums) / lasting
  }
  return { before: most(true), after: most(false) }
}

function conditionOf({ parts, marks }: Makeup, part: Part, parameters: Scalar[]): string {
  const among = (column: string, values: readonly string[]): string =>
    `${column} IN (${values
      .slice(0, mostClients)
      .map((value) => `$${parameters.push(value)}`)
      .join(', ')})`
  switch (part.dimension) {
    case 'client':
    case 'network':
      return among('client', part.clients)
    case 'fingerprint':
      return marks.fingerprint === null ? 'false' : among(marks.fingerprint, [part.value])
    case 'user':
      return among('user_name', [part.value])
    case 'agent_family': {
      const agents = parts.filter(({ dimension }) => dimension === 'user_agent').map(({ value }) => value)
      return among(
        "coalesce(user_agent, '')",
        agents.filter((agent) => familyOf(agent) === part.value)
      )
    }
    case 'user_agent':
      return among("coalesce(user_agent, '')", [part.value])
    case 'outcome':
      return `(${among('route', [part.value])} AND ${unserved})`
    case 'route':
      return among('route', [part.value])
  }
}

function familyOf(agent: string): string {
  const { kind, family } = agentOf(agent)
  return kind === 'browser' ? family : `${family} (${kind})`
}
