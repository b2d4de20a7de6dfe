import { createShapeMemory } from '../../foundation/index.ts'

/** A duration that a message states, with where it stands. */
export interface StatedDuration {
  readonly ms: number
  readonly from: number
  readonly to: number
}

const unitMs: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** The unit's short name for each way of writing it. */
function unitOf(word: string): string {
  if (Object.hasOwn(unitMs, word)) return word
  const text = word.toLowerCase()
  if (/^(?:ns|nano)/.test(text)) return 'ns'
  if (/^(?:us|µs|μs|micro)/.test(text)) return 'us'
  if (/^(?:ms|milli)/.test(text)) return 'ms'
  return text.charAt(0)
}

const unit =
  '(?:ns|nanos(?:econds?)?|[uµμ]s|micros(?:econds?)?|ms|msecs?|millis(?:econds?)?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)'
const number = String.raw`(?<![\d])\d{1,12}(?:[.,]\d{1,12}){0,3}`
/** `1823 ms`, `17.1s`, `1m20s`, `1 h 5 min`, `00:01:20.5`. */
const quantity = String.raw`(?:\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?|(?:${number}\s?${unit}(?![\p{L}\d])|(?<!\d)\d{1,12}${unit}(?=\d))(?:\s?\d+(?:\.\d+)?\s?${unit}(?![\p{L}]))*)`
const quantities = new RegExp(quantity, 'giu')

/** What says that the quantity after it is how long something took. */
const says =
  /(?:\b(?:took|taken|takes|lasted|in|after|within|for|cost|used|spent|waited|ran|running)\b|\b(?:\w*[_ -]?(?:duration|elapsed|latency|time|period|runtime)|(?:time|ms|millis|seconds) (?:taken|elapsed|used|spent)|(?:total|overall|e2e)(?=\s*[:=]))\b(?:[_ -]?(?:ms|millis|sec(?:ond)?s?|s)\b)?)(?:\s*(?:of|was|is|exceeded threshold|exceeded|exceeds|critically high|too (?:high|long)|\([^)]*\)))?\s*[:=]?\s*["']?$/iu
/** What says that the quantity is what was allowed, asked for or planned, not what was measured. */
const limits =
  /\b(?:threshold|limit|max\w*|min(?:imum)?\b|lifetime|uptime|allowed|budget|target|slo|sla|timeout|time-out|ttl|expir\w*|interval|every|delay|backoff|back-off|retry\w*|again|next|sleep\w*|wait(?:ing)? (?:up to|for)|delta|skew|age|old|keep-?alive|until|scheduled?|window|last|past|over the)\b[^\d<>]*$/iu
const comparison = /[<>]=?\s*$/u
const afterwards = /^\s*(?:elapsed|taken|total|duration|to (?:complete|run|execute|process|finish|start))\b(?!\s*[=:])/iu
/** `-> 200 (0.06 s)`, `done (12 ms)`: what follows an outcome alone between brackets is how long it took. */
const outcome =
  /(?:(?:->|=>|→|:|\bHTTP|\bstatus)[ =]*[1-5]\d\d(?: [A-Za-z][A-Za-z ]{1,30})?|\b(?:OK|done|finished|completed?|succeeded|failed|served|fertig|beendet|termin[ée]e?|terminado|voltooid|valmis))\s*[([]$/iu
/** `duration=1823`, `elapsed_ms: 1823`: a number without a unit; milliseconds unless the name says seconds. */
const bare =
  /(?<!\w)((?:\w{1,40}[_-])?(?:duration|elapsed|latency|took|(?:execution|response|query|request|processing|run|upstream_response|total)[_ -]?time)(?:[_-]?(ms|millis|us|micros|ns|s|secs?|seconds))?)["']?\s*[=:]\s*["']?(\d{1,12}(?:\.\d{1,12})?)(?![\d.,:]*\d|[\p{L}%])/giu

function msOf(text: string): number {
  const clock = /^(\d+):(\d+):(\d+(?:[.,]\d+)?)$/.exec(text)
  if (clock) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]?.replace(',', '.'))) * 1000
  let total = 0
  amounts.lastIndex = 0
  for (let found = amounts.exec(text); found !== null; found = amounts.exec(text)) {
    total += Number(plainNumber(found[1] ?? '')) * (unitMs[unitOf(found[2] ?? '')] ?? Number.NaN)
  }
  return total
}

const amounts = /(\d+(?:[.,]\d+)*)\s?(\p{L}+)/gu

/** `1,823` and `1,823.5` are thousands; `17,1` is a decimal comma. */
function plainNumber(text: string): string {
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.')
}

/**
 * The duration that a message states for what it reports (`took 1823 ms`, `in 17.1s`, `execution time: 12077ms`,
 * `duration=1823`, `elapsed 1m20s`), in milliseconds. Thresholds, time-outs, intervals and plans in the same message are
 * not taken for it. Null when there is none; the first when there are several.
 */
export function statedDurationOf(message: string): StatedDuration | null {
  const known = places.recall(message)
  const place = known === undefined ? places.keep(message, placeOf(message)) : known
  if (place === null) return null
  const { from, to, factor } = place
  const text = message.slice(from, to)
  return { ms: factor === null ? msOf(text) : Number(text) * factor, from, to }
}

/** Where a duration stands, and what a number without a unit is to be multiplied with to make milliseconds. */
interface Place {
  readonly from: number
  readonly to: number
  readonly factor: number | null
}

/** Which digits a message holds makes no difference to where its duration stands. */
const places = createShapeMemory<Place | null>()

function placeOf(message: string): Place | null {
  if (!/\d/.test(message)) return null
  for (const found of message.matchAll(quantities)) {
    const [from, to] = [found.index, found.index + found[0].length]
    if (/[\w.:/-]$/.test(message.slice(0, from)) && !/[:=]$/.test(message.slice(0, from))) continue
    const before = message.slice(Math.max(0, from - 80), from)
    const after = message.slice(to, to + 40)
    if (comparison.test(before)) continue
    const clause = before.split(/[;,(\n]|\. |\s-\s/u).at(-1) ?? ''
    const exceeds = /^\s*(?:>|>=|exceeds?|exceeded|is (?:over|above|more))/iu.test(after)
    const isOutcome = /^[)\]]/.test(after) && outcome.test(before)
    const stated = says.test(before) || afterwards.test(after) || exceeds || isOutcome
    const planned =
      limits.test(clause) && !exceeds && !/\b(?:timed[ -]?out|expired|exceeded (?:threshold|limit))\b/iu.test(clause)
    if (stated && !planned) return { from, to, factor: null }
  }
  for (const found of message.matchAll(bare)) {
    const [whole, , unitName, value = ''] = found
    const at = found.index + whole.length - value.length
    return { from: at, to: at + value.length, factor: unitName === undefined ? 1 : (unitMs[unitOf(unitName)] ?? 1) }
  }
  return null
}
