import type { TimeWindow } from '../../domain/index.ts'
import { agentOf } from '../language/user-agents.ts'
import { queryRows, type Row } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { type ClientMarks, clientMarks } from './client-marks.ts'
import { networkOf } from './network.ts'
import { inVain, inVainParts } from './in-vain.ts'

export type Dimension = 'client' | 'network' | 'user' | 'fingerprint' | 'user_agent' | 'agent_family' | 'outcome' | 'route'

/** Requests of one value of one dimension: in window and baseline, and what they cost in the window. */
export interface Part {
  readonly dimension: Dimension
  readonly value: string
  readonly clients: readonly string[]
  readonly distinctClients: number
  readonly baseline: number
  readonly window: number
  readonly windowMs: number
  readonly bare: number
  /** Requests of the window, and of the baseline, that name no session; 0 where sessions are not logged. */
  readonly sessionless: number
  readonly sessionlessBefore: number
  readonly failed: number
  /** Requests of the window that the service answered at all. */
  readonly answered: number
  /** Requests of the window that were asked in vain: answered that the password, card or code is not right. */
  readonly inVain: number
}

export interface Makeup {
  readonly parts: readonly Part[]
  readonly total: Part
  readonly sources: readonly string[]
  readonly windowMinutes: number
  readonly baselineMinutes: number
  /** Referrer-less requests in the baseline. */
  readonly baselineBare: number
  /** Requests of the baseline that were asked in vain. */
  readonly baselineInVain: number
  readonly marks: ClientMarks
}

const mostValues = 20_000
const columns: readonly (readonly [Dimension, string])[] = [
  ['client', 'client'],
  ['user', 'user_name'],
  ['user_agent', "coalesce(user_agent, '')"],
  ['route', 'route']
]

/**
 * Of the logs of one request only those that say who asked, where any does: what was refused at the door is in no log further in,
 * whose lines are nobody's and would shrink the share of all who are known.
 */
export const namesWhoAsked = `(source_id IN (SELECT source_id FROM request_sources WHERE with_client >= 0.5 * requests)
  OR NOT EXISTS (FROM request_sources WHERE with_client >= 0.5 * requests))`

/** Requests by client, network, user, user agent and route. Networks are numbered by their requests in all materials. */
export async function readMakeup(context: ToolContext, window: TimeWindow, baseline: TimeWindow | null): Promise<Makeup | null> {
  const times = [window.from, window.to, baseline?.from ?? '0001-01-01 00:00:00', baseline?.to ?? window.from]
  const marked = `SELECT *, coalesce(referrer, '') = '' AS bare, coalesce(ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP, false) AS inside,
    coalesce(ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP, false) AS before FROM requests WHERE ${namesWhoAsked}`
  const marks = await clientMarks(context)
  const sessionless = (side: string): string =>
    marks.session === null ? '0' : `count(*) FILTER (${side} AND ${marks.session} IS NULL)`
  const figures = `count(*) AS everywhere, count(*) FILTER (before) AS baseline, count(*) FILTER (inside) AS in_window,
    coalesce(sum(duration_ms) FILTER (inside), 0) AS window_ms, count(*) FILTER (inside AND bare) AS bare,
    count(*) FILTER (inside AND status >= 400) AS failed, count(*) FILTER (inside AND ${inVain}) AS in_vain,
    count(*) FILTER (inside AND coalesce(status < 500, true)) AS answered, count(DISTINCT client) FILTER (inside) AS clients,
    ${sessionless('inside')} AS sessionless, ${sessionless('before')} AS sessionless_before`
  const [whole] = await queryRows(
    context,
    `WITH marked AS (${marked}) SELECT ${figures}, count(*) FILTER (before AND bare) AS baseline_bare,
       count(*) FILTER (before AND ${inVain}) AS baseline_in_vain,
       epoch_ms(min(ts) FILTER (before)) AS first, epoch_ms(max(ts) FILTER (before)) AS last,
       epoch_ms(min(ts) FILTER (inside)) AS window_first, epoch_ms(max(ts) FILTER (inside)) AS window_last,
       array_to_string(list_sort(list_distinct(list(source_id) FILTER (inside))), ' ') AS sources FROM marked`,
    times
  )
  if (!whole || (whole.number('in_window') ?? 0) === 0) return null
  const parts: Part[] = []
  const all = marks.fingerprint === null ? columns : [...columns, ['fingerprint', marks.fingerprint] as const]
  for (const [dimension, column] of all) {
    const rows = await queryRows(
      context,
      `WITH marked AS (${marked}) SELECT ${column} AS value, ${figures} FROM marked WHERE ${column} IS NOT NULL
       GROUP BY 1 ORDER BY everywhere DESC, value LIMIT ${mostValues}`,
      times,
      { rows: mostValues }
    )
    parts.push(...rows.map((row) => partOf(dimension, row.text('value') ?? '', row)))
    if (dimension === 'client') parts.push(...networksOf(rows))
    if (dimension === 'user_agent') parts.push(...familiesOf(parts.filter((part) => part.dimension === 'user_agent')))
  }
  parts.push(...(await inVainParts(context, marked, times)))
  const minutes = (from: string, to: string): number => ((whole.number(to) ?? 0) - (whole.number(from) ?? 0)) / 60_000
  return {
    parts,
    total: partOf('route', 'all', whole),
    sources: whole.text('sources')?.split(' ') ?? [],
    windowMinutes: Math.max(1 / 60, minutes('window_first', 'window_last')),
    baselineMinutes: Math.max(1 / 60, minutes('first', 'last')),
    baselineBare: whole.number('baseline_bare') ?? 0,
    baselineInVain: whole.number('baseline_in_vain') ?? 0,
    marks
  }
}

function partOf(dimension: Dimension, value: string, row: Row): Part {
  return {
    dimension,
    value,
    clients: dimension === 'client' ? [value] : [],
    distinctClients: row.number('clients') ?? 0,
    baseline: row.number('baseline') ?? 0,
    window: row.number('in_window') ?? 0,
    windowMs: row.number('window_ms') ?? 0,
    bare: row.number('bare') ?? 0,
    sessionless: row.number('sessionless') ?? 0,
    sessionlessBefore: row.number('sessionless_before') ?? 0,
    failed: row.number('failed') ?? 0,
    answered: row.number('answered') ?? 0,
    inVain: row.number('in_vain') ?? 0
  }
}

/** Clients come with the most frequent first, so the numbers do not depend on window and baseline. */
function networksOf(rows: readonly Row[]): Part[] {
  const found = new Map<string, { part: Part; everywhere: number }>()
  for (const row of rows) {
    const client = row.text('value') ?? ''
    const network = networkOf(client)
    if (network === null) continue
    const own = partOf('client', client, row)
    const known = found.get(network)
    const everywhere = (known?.everywhere ?? 0) + (row.number('everywhere') ?? 0)
    found.set(network, { part: known ? add(known.part, own) : { ...own, dimension: 'network' }, everywhere })
  }
  return [...found]
    .sort(([a, one], [b, other]) => other.everywhere - one.everywhere || (a < b ? -1 : 1))
    .map(([, { part }], i) => ({ ...part, dimension: 'network' as const, value: `network ${i + 1}` }))
}

function familiesOf(agents: readonly Part[]): Part[] {
  const found = new Map<string, Part>()
  for (const agent of agents) {
    const { kind, family } = agentOf(agent.value)
    const value = kind === 'browser' ? family : `${family} (${kind})`
    const known = found.get(value)
    found.set(value, { ...(known ? add(known, agent) : agent), dimension: 'agent_family', value })
  }
  return [...found.values()]
}

function add(a: Part, b: Part): Part {
  return {
    ...a,
    clients: [...a.clients, ...b.clients],
    distinctClients: a.distinctClients + b.distinctClients,
    baseline: a.baseline + b.baseline,
    window: a.window + b.window,
    windowMs: a.windowMs + b.windowMs,
    bare: a.bare + b.bare,
    sessionless: a.sessionless + b.sessionless,
    sessionlessBefore: a.sessionlessBefore + b.sessionlessBefore,
    failed: a.failed + b.failed,
    answered: a.answered + b.answered,
    inVain: a.inVain + b.inVain
  }
}
