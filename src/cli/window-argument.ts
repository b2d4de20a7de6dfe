import { instantOf, type TimeWindow } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'

const shape = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?$/

/** `FROM/TO` in ISO 8601 → a window; a time without a zone is UTC. Throws InquestError `usage` for anything else. */
export function windowArgument(text: string): TimeWindow {
  const parts = text.split('/')
  const [from, to] = parts.map(instant)
  if (parts.length !== 2 || !from || !to) {
    throw new InquestError('usage', `--window "${text}" is not FROM/TO.`, example)
  }
  if (from >= to) throw new InquestError('usage', `--window "${text}" ends before it begins.`, example)
  return { from, to }
}

const example = 'Write two times in ISO 8601, in UTC unless they name a zone: --window 2031-04-07T09:00/2031-04-07T12:30'

function instant(text: string): string | null {
  const trimmed = text.trim()
  const match = shape.exec(trimmed)
  if (!match || !isDate(trimmed.slice(0, 10))) return null
  const epoch = Date.parse(`${trimmed.replace(' ', 'T')}${match[3] ? '' : 'Z'}`)
  return Number.isNaN(epoch) ? null : instantOf(epoch)
}

/** JavaScript reads 30 February as 2 March; here it is no date. */
function isDate(text: string): boolean {
  const epoch = Date.parse(`${text}T00:00Z`)
  return !Number.isNaN(epoch) && instantOf(epoch).startsWith(text)
}
