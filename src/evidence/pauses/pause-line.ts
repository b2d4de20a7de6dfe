import { z } from 'zod'

/** A collection that stopped the program, as a log line tells it. */
export interface PauseLine {
  readonly ms: number
  readonly full: boolean
  readonly heapAfterMb: number | null
}

/** Coarse words that every such line has one of (RE2): keeps the door from sending whole logs. */
export const coarsePauseWords =
  '(?i)\\bgc\\b|\\bgc\\(|garbage collect|stop-the-world|stop the world|safepoint|mark-sweep|mark-compact|scavenge|collection (took|paused|time)|paused? for \\d|jvmpausemonitor|full collection'

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const maxText = 600
const inMb: Readonly<Record<string, number>> = {
  b: 1 / 1048576,
  k: 1 / 1024,
  kb: 1 / 1024,
  kib: 1 / 1024,
  m: 1,
  mb: 1,
  mib: 1,
  g: 1024,
  gb: 1024,
  gib: 1024
}

/**
 * Reads the pause out of a line: what the reader already took out (`pause_ms`), Node's `Mark-sweep … 123.4 / 0.0 ms`, Go's
 * `gc 12 @3s 2%: 0.01+1.2+0.02 ms clock` (the two stops), and sentences that name a pause or collection and a time. Null when the
 * line is none, or tells of concurrent work.
 */
export function pauseLine(message: string, attributes: string | null): PauseLine | null {
  const text = message.slice(0, maxText)
  const values = valuesOf(attributes)
  const full =
    values['full'] === true ||
    values['full'] === 'true' ||
    /\bfull\b|mark-(?:sweep|compact)|\bgen(?:eration)? ?2\b|major/i.test(text)
  const heapAfterMb = numberIn(values['heap_after_mb']) ?? heapAfter(text)
  const taken = numberIn(values['pause_ms']) ?? numberIn(values['gc_pause_ms'])
  if (taken !== null) return { ms: taken, full, heapAfterMb }
  if (/\bconcurrent\b/i.test(text) && !/pause/i.test(text)) return null
  const node = /\b(?:Mark-sweep|Mark-Compact|Scavenge)\b[^:]{0,120}?(\d[\d.]*) \/ (\d[\d.]*) ms/i.exec(text)
  if (node?.[1]) return { ms: Number(node[1]), full, heapAfterMb: numberIn(/->\s*(\d[\d.]*)/.exec(text)?.[1] ?? null) }
  const go = /\bgc \d+ @[\d.]+s \d+%: ([\d.]+)\+[\d.]+\+([\d.]+) ms clock/.exec(text)
  if (go?.[1] && go[2])
    return {
      ms: Number(go[1]) + Number(go[2]),
      full: false,
      heapAfterMb: numberIn(/->\d+->(\d+) MB/.exec(text)?.[1] ?? null)
    }
  if (!/pause|collect|\bgc\b|stop[- ]the[- ]world|safepoint/i.test(text)) return null
  // A line of a piece of work tells its collections among the parts of its time.
  const part = /\bgc(?:[ _-]?time)?[ ]*[:=][ ]*(\d[\d.]*)[ ]?(ms|s)\b/i.exec(text)
  if (part?.[1]) return { ms: Number(part[1]) * (part[2] === 's' ? 1000 : 1), full, heapAfterMb }
  const said =
    /\b(?:paus\w+|took|for|in|time|duration|stopped|approximately|of)[ =:~]*(\d[\d,.]*)\s*(ms|milliseconds?|s|secs?|seconds?)\b/i.exec(
      text
    ) ?? /(?:,|\)) (\d+\.\d+) (secs|ms)\b/.exec(text)
  const number = Number((said?.[1] ?? '').replaceAll(',', '').replace(/\.$/, ''))
  if (!said?.[1] || !said[2] || Number.isNaN(number)) return null
  return { ms: /^m/i.test(said[2]) ? number : number * 1000, full, heapAfterMb }
}

function heapAfter(text: string): number | null {
  const found = /(\d[\d.]*)\s*([KMG])i?B?\s*->\s*(\d[\d.]*)\s*([KMG])/i.exec(text)
  return found?.[3] ? Number(found[3]) * (inMb[(found[4] ?? 'M').toLowerCase()] ?? 1) : null
}

function numberIn(value: string | number | boolean | null | undefined): number | null {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean') return null
  const number = Number(value)
  return Number.isNaN(number) ? null : number
}

function valuesOf(json: string | null): z.infer<typeof Values> {
  if (json === null || json === '{}') return {}
  try {
    return Values.safeParse(JSON.parse(json)).data ?? {}
  } catch {
    return {}
  }
}
