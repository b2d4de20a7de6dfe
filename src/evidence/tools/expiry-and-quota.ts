import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { cellsOf, columnsOf } from '../columns.ts'
import { errorsNaming } from '../expiry/errors-naming.ts'
import { type FilledSince, filledSince } from '../expiry/filled-since.ts'
import { growthTowards } from '../expiry/growth.ts'
import { type LimitedSeries, limitedSeries } from '../expiry/limited-series.ts'
import { type Expiry, readExpiries } from '../expiry/read-expiries.ts'
import { readValidities, type Validity } from '../expiry/read-validities.ts'
import { roundBoundary } from '../expiry/round-boundary.ts'
import { readSeries, type Series, seriesName } from '../read-series.ts'
import { spentAllowances } from '../expiry/spent-allowance.ts'
import { type SpentLedger, spentLedger } from '../expiry/spent-ledger.ts'
import { inSpan, type Span, spanOf } from '../span.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const columns = columnsOf(
  'signal kind subject before_count window_count first_at:time last_at:time stated_expiry:time limit first_value last_value per_hour ' +
    'r2 reaches_at:time reached text source line'
)
const mostRows = 60
const mostDated = 10
const leadMs = 10 * 60_000

export const expiryAndQuota: EvidenceTool<typeof Arguments> = {
  name: 'expiry_and_quota',
  description:
    'What came to its end by date or by being used up: certificates, tokens and licences expired (with the date where it is written), disks, ' +
    'inodes, file handles, connections, sequences and quotas used up, rate limits met; series that grow steadily towards their limit, ' +
    'with the time at which they reach it; validities that an inventory dates to end in the window or the day before it (`dated`); a count of the ' +
    'period that stands at its limit (`ledger_series`); and whether the first of these lies at a round time of the clock (midnight, the hour) or at a ' +
    'stated expiry. Limits may also be met as a result of something else: compare the growth’s beginning with the window’s.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const measured = await readSeries(context)
    const spent = spentLedger(measured, window)
    const allowances = spentAllowances(measured, window)
    const expiries = bySpent([...(await readExpiries(context, args.window)), ...allowances], spent)
    const validities = await readValidities(context, args.window)
    const growing = growingSeries(measured, window)
    const groups = groupsOf(expiries, window)
    const met = groups.filter(({ inside }) => inside.some(({ ahead }) => !ahead))
    if (groups.length + growing.length + validities.length === 0 && spent === null) {
      return {
        status: 'no_data',
        reading:
          'Nothing tells of anything expired or used up: log lines, alerts, statuses 429 and 507, failed spans and series with a limit were searched.',
        facts: {
          ...factsOf([], [], zonesOf(context), window),
          ...factsOfLedger(null),
          ...factsOfAllowance(undefined),
          ...factsOfFilled(null),
          dated: 0,
          signals: 0,
          error_lines: null,
          error_lines_naming_top: null
        }
      }
    }
    const facts = {
      signals: met.length,
      ...factsOf(met, growing, zonesOf(context), window),
      ...factsOfLedger(spent),
      ...factsOfAllowance(allowances[0]),
      ...factsOfFilled(filledSince(measured, window)),
      dated: validities.length,
      ...(await errorsNaming(
        context,
        args.window,
        met.filter(({ kind }) => kind === met[0]?.kind).flatMap(({ inside }) => inside)
      ))
    }
    return {
      status: 'found',
      reading:
        `${met.length} kinds of things expired or used up in the window` +
        (met[0]
          ? `, most often ${met[0].kind}${met[0].subject === null ? '' : ` (${met[0].subject})`}, ${met[0].inside.length} times`
          : '') +
        `; ${growing.length} series grow steadily towards a limit.` +
        (spent ? ` ${spent.series} stands at its limit of ${spent.limit}.` : '') +
        (validities[0]
          ? ` By its date ${validities[0].subject ?? validities[0].kind} ended at ${instantOf(validities[0].at)}.`
          : ''),
      facts,
      columns,
      rows: [...groups.map(rowOf), ...validities.slice(0, mostDated).map(datedRow), ...growing.map(growthRow)].slice(0, mostRows),
      omitted:
        groups.length + growing.length > mostRows
          ? { rows: groups.length + growing.length - mostRows, why: 'the most frequent are shown' }
          : null,
      sources: [...expiries, ...validities, ...(spent ? [spent] : [])]
        .map(({ source }) => source)
        .concat(growing.map(({ limited }) => limited.series.source))
    }
  }
}

/** That a rate is refused is an effect as often as a cause; where the count of the period stands at its limit, that was used up. */
function bySpent(expiries: readonly Expiry[], spent: SpentLedger | null): readonly Expiry[] {
  if (spent === null) return expiries
  return expiries.map((one) => (one.kind === 'rate-limited' ? { ...one, kind: 'quota-used-up' } : one))
}

const factsOfLedger = (spent: SpentLedger | null): Record<string, Scalar> => ({
  ledger_series: spent?.series ?? null,
  ledger_limit: spent?.limit ?? null,
  ledger_period: spent === null ? null : instantOf(spent.from)
})

const factsOfAllowance = (first: Expiry | undefined): Record<string, Scalar> => ({
  allowance_series: first?.subject ?? null,
  allowance_spent_at: first ? instantOf(first.at) : null
})

const factsOfFilled = (filled: FilledSince | null): Record<string, Scalar> => ({
  filled_series: filled?.series ?? null,
  filled_since: filled === null ? null : instantOf(filled.since),
  filled_full_at: filled === null ? null : instantOf(filled.fullAt)
})

interface Group {
  readonly kind: Expiry['kind']
  readonly subject: string | null
  readonly all: readonly Expiry[]
  readonly inside: readonly Expiry[]
  readonly before: number
}

function groupsOf(expiries: readonly Expiry[], window: Span): Group[] {
  const found = grouped(expiries, ({ kind, subject }) => `${kind}\u0000${subject ?? ''}`)
  return [...found.values()]
    .map((all): Group => {
      const earliest = all.reduce((least, { at }) => Math.min(least, at), Infinity)
      // What is refused for the first time in the minutes before harm leads to it.
      const from = earliest >= window.from - leadMs ? Math.min(earliest, window.from) : window.from
      const inside = all.filter(({ at }) => inSpan(at, { from, to: window.to }))
      const [first] = all
      return {
        kind: first?.kind ?? 'quota-used-up',
        subject: first?.subject ?? null,
        all,
        inside,
        before: all.length - inside.length
      }
    })
    .sort((a, b) => b.inside.length - a.inside.length || b.before - a.before || (a.kind < b.kind ? -1 : 1))
}

interface Growing {
  readonly limited: LimitedSeries
  readonly growth: NonNullable<ReturnType<typeof growthTowards>>
}

function growingSeries(measured: readonly Series[], window: Span): Growing[] {
  const found = limitedSeries(measured, window.to).flatMap((limited) => {
    const growth = growthTowards(limited.series.points, limited.limit, window.to)
    const moved =
      growth !== null && Math.abs(growth.last - growth.first) >= 0.02 * Math.max(Math.abs(limited.limit), Math.abs(growth.first))
    return growth !== null && moved && growth.reachesAt !== null ? [{ limited, growth }] : []
  })
  return found.sort((a, b) => (a.growth.reachesAt ?? 0) - (b.growth.reachesAt ?? 0))
}

/** Zones in which a round time may have been meant: the brief's, the sources', UTC. */
function zonesOf({ incident }: ToolContext): string[] {
  return [...new Set([incident.brief?.zone, ...incident.sources.map(({ zone }) => zone.name), 'UTC'])].filter(
    (zone) => typeof zone === 'string'
  )
}

/** A first failure this near to a stated date of expiry is at it, s. */
const atExpiry = 300

function factsOf(
  met: readonly Group[],
  growing: readonly Growing[],
  zones: readonly string[],
  window: Span
): Record<string, Scalar> {
  const firsts = met.map(({ inside }) => inside.find(({ ahead }) => !ahead)).filter((one) => one !== undefined)
  const first = firsts.sort((a, b) => a.at - b.at)[0]
  const [top] = met
  const dated = met.flatMap(({ inside }) => inside).find(({ statedAt }) => statedAt !== null)
  const isNew = first !== undefined && top !== undefined && met.every(({ before }) => before === 0)
  const round = first && isNew ? roundBoundary(first.at, zones) : null
  const count = (kind: Expiry['kind']): number =>
    met.filter((group) => group.kind === kind).reduce((sum, { inside }) => sum + inside.length, 0)
  // Memory that fills is common and seldom a quota: other series speak first.
  const others = growing.filter(({ limited }) => limited.series.role !== 'memory')
  const candidates = others.length > 0 ? others : growing
  // One thing may be measured twice, once rounded: what came to its end nearest to the harm dates it best.
  const [nearest] = candidates
    .filter(({ growth }) => growth.reached)
    .sort((a, b) => Math.abs((a.growth.reachesAt ?? 0) - window.from) - Math.abs((b.growth.reachesAt ?? 0) - window.from))
  const reached = nearest ?? candidates[0]
  const step = reached?.limited.series.stepMs ?? 0
  return {
    first_at: first ? instantOf(first.at) : null,
    first_kind: first?.kind ?? null,
    first_is_new: first ? isNew : null,
    top_kind: top?.kind ?? null,
    top_subject: top?.subject ?? null,
    top_count: top?.inside.length ?? null,
    stated_expiry: dated?.statedAt == null ? null : instantOf(dated.statedAt),
    stated_expiry_subject: dated?.subject ?? null,
    begins_at_stated_expiry: first && dated?.statedAt != null ? Math.abs(first.at - dated.statedAt) <= atExpiry * 1000 : null,
    boundary: round?.boundary ?? null,
    boundary_seconds: round?.boundary == null ? null : round.seconds,
    boundary_zone: round?.boundary === 'midnight' ? round.zone : null,
    certificate_expired: count('certificate-expired'),
    tls_failed: count('tls-failed') + count('certificate-not-yet-valid'),
    token_expired: count('token-expired'),
    licence: count('licence'),
    disk_full: count('disk-full') + count('inodes-used-up'),
    connections_used_up: count('connections-used-up'),
    rate_limited: count('rate-limited'),
    rate_limited_at_door: met.flatMap(({ inside }) => inside).filter(({ atDoor }) => atDoor).length,
    quota_used_up: count('quota-used-up') + count('numbers-used-up') + count('file-handles-used-up'),
    growing_series: growing.length,
    limit_series: reached ? seriesName(reached.limited.series) : null,
    limit_value: reached?.limited.limit ?? null,
    limit_reached: reached?.growth.reached ?? null,
    limit_reaches_at: reached?.growth.reachesAt == null ? null : instantOf(reached.growth.reachesAt),
    limit_reached_in_window:
      reached?.growth.reachesAt == null ? null : inSpan(reached.growth.reachesAt, { from: window.from - step, to: window.to }),
    limit_step_seconds: reached ? step / 1000 : null,
    growth_per_hour: reached?.growth.perHour ?? null
  }
}

function rowOf({ kind, subject, all, inside, before }: Group): Scalar[] {
  const first = inside[0] ?? all[0]
  const dated = all.find(({ statedAt }) => statedAt !== null)?.statedAt ?? null
  const last = inside.at(-1) ?? all.at(-1)
  const ahead = (inside.length > 0 ? inside : all).every((one) => one.ahead)
  return cellsOf(columns, {
    signal: ahead ? 'announced' : 'met',
    kind,
    subject,
    before_count: before,
    window_count: inside.length,
    first_at: first ? instantOf(first.at) : null,
    last_at: last ? instantOf(last.at) : null,
    stated_expiry: dated === null ? null : instantOf(dated),
    text: first?.text ?? null,
    source: first?.source ?? null,
    line: first?.line ?? null
  })
}

const datedRow = ({ kind, subject, at, text, source, line }: Validity): Scalar[] =>
  cellsOf(columns, { signal: 'dated', kind, subject, stated_expiry: instantOf(at), text, source, line })

function growthRow({ limited: { series, limit, basis }, growth }: Growing): Scalar[] {
  return cellsOf(columns, {
    signal: 'growth',
    kind: series.role,
    subject: seriesName(series),
    limit,
    first_value: growth.first,
    last_value: growth.last,
    per_hour: growth.perHour,
    r2: growth.r2,
    reaches_at: growth.reachesAt === null ? null : instantOf(growth.reachesAt),
    reached: growth.reached,
    text: basis,
    source: series.source,
    line: series.points.at(-1)?.line ?? null
  })
}
