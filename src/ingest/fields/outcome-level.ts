import type { Attributes } from '../../domain/index.ts'
import type { Level } from './level.ts'
import { plainName } from './fields.ts'
import { statusOfOutcome } from './outcomes.ts'

/** Under which names a line tells how what it tells of ended. */
const outcomeNames = new Set(
  'result outcome decision disposition verdict resultcode outcomecode rc statuscode status httpstatus returncode eval response success ok ergebnis resultat'.split(
    ' '
  )
)
const graver = new Set<Level | null>(['warning', 'error', 'fatal'])

/**
 * Many programs log all at one level, or at none, and say in a field of the line how it ended (`result=DENY_ERR`, `status=503`,
 * `success=false`): what ended badly is an error line. A graver level that is stated stands.
 */
export function levelOfOutcomes(stated: Level | null, attributes: Attributes): Level | null {
  if (graver.has(stated)) return stated
  for (const name of Object.keys(attributes)) {
    if (!isOutcome(name)) continue
    const value = attributes[name]
    if ((name === 'success' || name === 'ok') && (value === false || /^(?:false|no|0)$/i.test(String(value)))) return 'error'
    if (typeof value === 'number' ? value >= 500 && value < 600 : typeof value === 'string' && isBad(value)) return 'error'
  }
  return stated
}

function isBad(value: string): boolean {
  const status = /^\d{3}$/.test(value) ? Number(value) : statusOfOutcome(value)
  return status !== null && (status >= 500 || (status >= 400 && status !== 404 && !/^\d/.test(value)))
}

/** The names of a file's fields come again with every line. */
const known = new Map<string, boolean>()

function isOutcome(name: string): boolean {
  const before = known.get(name)
  if (before !== undefined) return before
  const is = outcomeNames.has(plainName(name.slice(name.lastIndexOf('.') + 1)))
  if (known.size < 20_000) known.set(name, is)
  return is
}
