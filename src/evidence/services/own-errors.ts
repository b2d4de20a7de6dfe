import { instantOf, type TimeWindow } from '../../domain/index.ts'
import { failingLines } from '../errors/failing-lines.ts'
import { queryRows } from '../query-rows.ts'
import { inSpan, type Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'
import type { ServiceNames } from './service-name.ts'

/** Error lines of one service that blame nobody else, in the window beyond healthy time. */
export interface OwnErrors {
  readonly added: number
  /** Error lines that name another service or speak of a call: what came from elsewhere. */
  readonly passedOn: number
  readonly example: string | null
  readonly since: number | null
}

const ofCalls =
  /upstream|downstream|bad ?gateway|service unavailable|gateway time-?out|connection (?:refused|reset)|connect(?:ion)? timed? ?out|answered [45]\d\d|returned [45]\d\d|status(?: code)?:? ?5\d\d|feign|resttemplate|deadline ?exceeded|circuit ?breaker|call(?:s|ed|ing)? to\b|rpc error|failed to (?:call|fetch|reach)/i

/** So many lines make a voice: one that is heard, and says of no failure. */
const speaks = 20

/** By service that speaks. Empty where no line names one. */
export async function ownErrors(
  context: ToolContext,
  names: ServiceNames,
  window: Span,
  baseline: Span
): Promise<Map<string, OwnErrors>> {
  const failing = await failingLines(context, windowOf(window), windowOf(baseline))
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) AS at, entity, left(message, 600) AS message,
            left(coalesce(attributes->>'stack', attributes->>'exception', ''), 600) AS trace
     FROM events WHERE ${failing} AND ts IS NOT NULL AND entity IS NOT NULL ORDER BY ts, record_id`,
    [],
    { rows: 100_000 }
  )
  const speaking = await queryRows(
    context,
    `SELECT entity FROM events WHERE ts IS NOT NULL AND entity IS NOT NULL GROUP BY entity HAVING count(*) >= ${speaks} ORDER BY entity LIMIT 500`
  )
  const silent = new Map(
    speaking.flatMap((row) => {
      const service = names.of(row.text('entity'))
      return service === null ? [] : [[service, { added: 0, passedOn: 0, example: null, since: null }] as const]
    })
  )
  const services = [...new Set(rows.map((row) => names.of(row.text('entity')) ?? ''))]
  const found = new Map<
    string,
    { before: number; now: number; passedOn: number; readonly said: Map<string, number>; since: number | null }
  >()
  for (const row of rows) {
    const service = names.of(row.text('entity'))
    const at = row.number('at') ?? 0
    const isNow = inSpan(at, window)
    if (service === null || (!isNow && !inSpan(at, baseline))) continue
    const message = row.text('message') ?? ''
    const one = found.get(service) ?? { before: 0, now: 0, passedOn: 0, said: new Map<string, number>(), since: null }
    found.set(service, one)
    if (ofCalls.test(message) || services.some((other) => other !== service && other.length > 2 && says(message, other)))
      one.passedOn += Number(isNow)
    else if (isNow) {
      one.now += 1
      const text = `${message.slice(0, 160)} ${row.text('trace') ?? ''}`.trim()
      one.said.set(text, (one.said.get(text) ?? 0) + 1)
      one.since ??= at
    } else one.before += 1
  }
  const share = (window.to - window.from) / Math.max(1, baseline.to - Math.max(baseline.from, 0))
  return new Map<string, OwnErrors>([
    ...silent,
    ...[...found].map(
      ([service, { before, now, passedOn, said, since }]) =>
        [service, { added: Math.max(0, now - before * Math.min(share, 5)), passedOn, example: commonest(said), since }] as const
    )
  ])
}

const windowOf = ({ from, to }: Span): TimeWindow => ({ from: instantOf(Math.max(to - 86_400_000, from)), to: instantOf(to) })

function says(message: string, name: string): boolean {
  return message.toLowerCase().includes(name.toLowerCase())
}

function commonest(said: ReadonlyMap<string, number>): string | null {
  return [...said].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
