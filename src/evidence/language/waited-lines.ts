/** What a line says in words of how long something waited before it was begun, and of how long it took besides, ms. */
export interface WaitedLine {
  readonly waitMs: number
  /** Null where the line states no other time. */
  readonly otherMs: number | null
}

/** Words one of which every such line has (RE2). */
export const coarseWaitWords = String.raw`(?i)\b(wait(ed|ing|s)?|queued?|queu(e )?ing|dequeued|pending)\b`

const time = String.raw`(\d+(?:[.,]\d+)?) ?(ms|msecs?|millis(?:econds)?|s|secs?|seconds?)\b`
const waits: readonly RegExp[] = [
  new RegExp(String.raw`${time}(?: spent)? (?:in (?:the )?queue|waiting|queued|of (?:waiting|queueing)|(?:queue )?wait)\b`, 'i'),
  new RegExp(
    String.raw`\b(?:wait(?:ed|ing|s)?|queued?|queu(?:e )?ing|dequeued|pending)(?:[ _](?:time|for|in|the|queue|after|was|of|worker|a|slot))*[ =:(]{1,3}${time}`,
    'i'
  )
]
/** A time that was allowed, and none that something took. */
const allowed =
  /(?:within|time[ -]?out(?: of| after)?|limit(?: of)?|max(?:imum)?|deadline(?: of)?|every|retry in|after|last)[ =:]*$/i
const maxText = 500

/** Null where the line tells of no waiting. */
export function waitedLine(whole: string): WaitedLine | null {
  const text = whole.slice(0, maxText)
  const found = waits.map((pattern) => pattern.exec(text)).find((one) => one !== null)
  if (!found) return null
  const rest = `${text.slice(0, found.index)} | ${text.slice(found.index + found[0].length)}`
  const other = [...rest.matchAll(new RegExp(time, 'gi'))].find(({ index }) => !allowed.test(rest.slice(0, index)))
  return { waitMs: msOf(found[1], found[2]), otherMs: other ? msOf(other[1], other[2]) : null }
}

const msOf = (number = '', unit = ''): number => Number(number.replace(',', '.')) * (/^m/i.test(unit) ? 1 : 1000)
