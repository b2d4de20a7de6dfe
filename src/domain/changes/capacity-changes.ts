import type { SettingChange } from './setting-changes.ts'

const numbers: Readonly<Record<string, number>> = {
  quarter: 0.25,
  half: 0.5,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  eight: 8,
  ten: 10,
  twelve: 12,
  sixteen: 16
}
const number = String.raw`(\d[\d,]*(?:\.\d+)?|${Object.keys(numbers).join('|')})(?:\s+(?:of\s+)?an?)?`
const unit = String.raw`((?:v|virtual )?CPUs?(?: cores?)?|(?:processor )?cores?|processors?|replicas?|instances?|nodes?|pods?|containers?|servers?|machines?|dynos?|IOPS|[MG]bps|ACUs?|DTUs?|RCUs?|WCUs?|[KMGT]i?B(?: (?:of )?(?:memory|RAM|heap|disk|storage))?)`
const arrow = String.raw`\s*(?:->|=>|→|⇒)\s*`
const size = String.raw`((?:db\.|cache\.)?[a-z]+\d+[a-z]*\.(?:\d*x)?(?:nano|micro|small|medium|large))`

/** `2 vCPU -> 4 vCPU`, `half a core → 1 core`, `from two to 4 replicas`: the unit may be left out before. */
const quantities = [
  new RegExp(String.raw`\b${number}\s*${unit}?\b${arrow}${number}\s*${unit}\b`, 'i'),
  new RegExp(String.raw`\bfrom\s+${number}\s*${unit}?\s+to\s+${number}\s*${unit}\b`, 'i')
]
const classes = new RegExp(String.raw`\b${size}(?:${arrow}|\s+to\s+)${size}\b`, 'i')
/** What a line of a collector's log counts was never set by anybody. */
const measured = /\b(?:gc|pause|allocation|collect\w+|freed|used|usage|in use|free)\b/i

/** How much of a machine there is, as it went from one amount to another in a line; null where the line says no such thing. */
export function capacityChange(text: string): Omit<SettingChange, 'line'> | null {
  const named = classes.exec(text)
  if (named?.[1] && named[2] && named[1] !== named[2]) return { name: 'instance size', from: named[1], to: named[2] }
  for (const pattern of quantities) {
    const [, from, before, to, after] = pattern.exec(text) ?? []
    if (from === undefined || to === undefined || after === undefined) continue
    const bytes = /^[KMGT]i?B/i.exec(after)?.[0]
    if (bytes && (measured.test(text) || !/\b(?:memory|ram|heap|disk|storage|volume|quota)\b/i.test(text))) continue
    if (before !== undefined && kindOf(before) !== kindOf(after)) continue
    const name = bytes ? (/\b(?:memory|ram|heap|disk|storage|volume|quota)\b/i.exec(text)?.[0] ?? after) : after
    const [a, b] = [`${amountOf(from)}${bytesOf(before ?? after)}`, `${amountOf(to)}${bytesOf(after)}`]
    if (a !== b) return { name, from: a, to: b }
  }
  return null
}

/** Rank of a machine by the size in its name (`t3.small` below `t3.large`, `m5.2xlarge` above both); null for another text. */
export function machineSize(text: string): number | null {
  const match = /^(?:db\.|cache\.)?[a-z]+\d+[a-z]*\.(\d*)(x?)(nano|micro|small|medium|large)$/i.exec(text)
  const word = match?.[3]?.toLowerCase()
  if (!match || word === undefined) return null
  const step = ['nano', 'micro', 'small', 'medium', 'large'].indexOf(word)
  return 2 ** step * (match[2] ? 2 : 1) * (match[1] ? Number(match[1]) : 1)
}

function amountOf(text: string): number {
  return numbers[text.toLowerCase()] ?? Number(text.replaceAll(',', ''))
}

const bytesOf = (text: string): string => /^[KMGT]i?B/i.exec(text)?.[0] ?? ''

/** Units of one kind compare: GB with MB, one core with two cores. */
function kindOf(text: string): string {
  if (bytesOf(text) !== '') return 'bytes'
  return text
    .toLowerCase()
    .replace(/s$/, '')
    .replace(/^(?:v|virtual )/, '')
}
