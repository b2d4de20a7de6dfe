import { epochMsOf, instantOf, type SeriesRole, magnitudeOf } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import { readSeries, type Series, seriesName } from '../read-series.ts'
import { toMsFactor } from '../gauges.ts'
import type { ToolContext } from '../tool.ts'
import { briefSource, type Claim, type Disagreement } from './disagreement.ts'

/** A statement that something began, as a condition that a series or a log shows for the first time. */
interface Beginning {
  readonly roles: readonly SeriesRole[]
  readonly above: boolean
  readonly limit: number
}

/**
 * Times at which the brief says something began, against the first time that a source shows it. Only an earlier showing by
 * more than two of the source's steps (at least two minutes) disagrees: a brief may well round or name a later instance.
 */
export async function wrongTimes(context: ToolContext): Promise<Disagreement[]> {
  const { brief } = context.incident
  const statements = brief?.statements.filter(({ time }) => time !== null) ?? []
  if (statements.length === 0) return []
  const series = await readSeries(context, ['waiters', 'latency', 'errors', 'success', 'cpu', 'memory'])
  const found: Disagreement[] = []
  for (const { text, time, line } of statements) {
    if (time === null) continue
    const status = /\b(?:return(?:s|ed|ing)?|respond\w*|first|with|serv\w+) (?:\w+ ){0,2}(?:http )?([45]\d\d)\b/i.exec(text)?.[1]
    const second = status ? await firstStatus(context, Number(status), time) : firstShown(series, beginningOf(text), time)
    if (second) {
      found.push({
        kind: 'time',
        first: { claim: `brief: "${shorten(text)}"`, value: time, source: briefSource(context), line },
        second
      })
    }
  }
  // Several statements may point to one showing: the first is enough.
  return found.filter((one, i) => found.findIndex(({ second }) => second.claim === one.second.claim) === i)
}

/** What a sentence says began. Null when it says nothing that a series can show. */
function beginningOf(text: string): Beginning | null {
  if (/\b(?:recover|improv|normali|resolved|restored|back to)/i.test(text)) return null
  if (
    /\b(?:pool|connections?|threads?|workers?)\b[^.]*\b(?:exhausted|exhaustion|saturated|full|none (?:left|available))|\bfirst\b[^.]*\bwait/i.test(
      text
    )
  ) {
    return { roles: ['waiters'], above: true, limit: 0 }
  }
  const match =
    /\b(exceed(?:s|ed)?|above|over|reach(?:es|ed)?|pass(?:es|ed)?|below|under|drops? to|falls? to|dropped to|fell to)\s+(?:the\s+)?~?([\d.,]*\d)\s*(%|ms|milliseconds?|s|secs?|seconds?|minutes?)?/i.exec(
      text
    )
  const number = magnitudeOf(match?.[2]?.replaceAll(',', '') ?? null)
  if (!match || number === null) return null
  const above = !/below|under|drop|fall|fell/i.test(match[1] ?? '')
  const unit = match[3]?.toLowerCase() ?? ''
  if (/response|latenc|load time|page/i.test(text) && unit && unit !== '%') {
    const ms =
      unit.startsWith('ms') || unit.startsWith('milli') ? number : unit.startsWith('min') ? number * 60_000 : number * 1000
    return { roles: ['latency'], above: true, limit: ms }
  }
  if (unit !== '%') return null
  if (/error|fail/i.test(text)) return { roles: ['errors'], above: true, limit: number }
  if (/success|availab|complet/i.test(text)) return above ? null : { roles: ['success'], above: false, limit: number }
  return null
}

function firstShown(all: readonly Series[], beginning: Beginning | null, stated: string): Claim | null {
  if (!beginning) return null
  const { roles, above, limit } = beginning
  let best: { at: number; claim: Claim } | null = null
  for (const series of all) {
    if (!roles.includes(series.role)) continue
    const factor = series.role === 'latency' ? toMsFactor(series) : percentFactor(series)
    const point = series.points.find(({ value }) => (above ? value * factor > limit : value * factor < limit))
    const tolerance = Math.max(2 * series.stepMs, 120_000)
    if (!point || epochMsOf(stated) - point.at <= tolerance || (best && best.at <= point.at)) continue
    const sign = above ? 'above' : 'below'
    const claim = {
      claim: `first ${seriesName(series)} ${sign} ${limit}`,
      value: instantOf(point.at),
      source: series.source,
      line: point.line
    }
    best = { at: point.at, claim }
  }
  return best?.claim ?? null
}

/** Shares written 0–1 are compared as percent. */
function percentFactor({ role, points, series, unit }: Series): number {
  const share = (role === 'errors' || role === 'success') && points.every(({ value }) => value <= 1)
  return share && !/percent|pct|%/i.test(`${series} ${unit ?? ''}`) ? 100 : 1
}

async function firstStatus(context: ToolContext, status: number, stated: string): Promise<Claim | null> {
  const [row] = await queryRows(
    context,
    `SELECT ts, source_id, first_line FROM requests WHERE status = $1 AND ts IS NOT NULL ORDER BY ts, record_id LIMIT 1`,
    [status]
  )
  const time = row?.text('ts') ?? null
  if (!row || time === null || epochMsOf(stated) - epochMsOf(time) <= 120_000) return null
  return { claim: `first request answered ${status}`, value: time, source: row.text('source_id'), line: row.number('first_line') }
}

function shorten(text: string): string {
  const plain = text
    .replaceAll(/[*_`#|>]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length > 120 ? `${plain.slice(0, 120)}…` : plain
}
