import type { Attributes } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'

const pair = /([A-Za-z_@][\w.@/-]*)=("(?:[^"\\]|\\.)*"|'[^']*'(?=\s|$)|[^\s"]*)(?:\s+|$)/y

/** The pairs of a line that consists of them: three at least, or two with a level or message. */
export function pairsOf(line: string): Attributes | null {
  const text = line.trim()
  const values: Attributes = {}
  pair.lastIndex = 0
  let at = 0
  for (let match = pair.exec(text); match !== null; match = pair.exec(text)) {
    const [, name = '', written = ''] = match
    at = pair.lastIndex
    const plain = written.startsWith('"')
      ? written
          .slice(1, -1)
          .replaceAll(/\\(["\\])/g, '$1')
          .replaceAll(String.raw`\n`, '\n')
      : /^'.*'$/.test(written)
        ? written.slice(1, -1)
        : written
    values[name] = written.startsWith('"') || plain.length > 15 || /^0\d/.test(plain) ? plain : (numberOf(plain) ?? plain)
  }
  const count = Object.keys(values).length
  const isWhole = at >= text.length
  return isWhole && (count >= 3 || (count === 2 && ('msg' in values || 'level' in values))) ? values : null
}
