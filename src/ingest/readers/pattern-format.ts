import type { Attributes } from '../../domain/index.ts'
import { numberOf } from '../fields/fields.ts'
import { levelInText } from '../fields/level.ts'
import type { Reader } from '../reader.ts'
import type { TimeFinder } from '../time/find-time.ts'
import { createLineReader, type LineHead } from './line-format.ts'

export interface PatternFormat {
  readonly format: string
  readonly title: string
  readonly certainty: number
  /**
   * How a line may begin, the most specific first. Groups `time` and `message` must be there; `level`, `logger`, `thread`
   * and `entity` go to the columns, every other group is an attribute under its own name.
   */
  readonly patterns: readonly RegExp[]
}

/** A reader from regular expressions with named groups. */
export function createPatternReader({ format, title, certainty, patterns }: PatternFormat): Reader {
  return createLineReader({ format, title, certainty, parse: (line, times) => parseWith(patterns, line, times) })
}

function parseWith(patterns: readonly RegExp[], line: string, times: TimeFinder): LineHead | null {
  for (const pattern of patterns) {
    const groups = pattern.exec(line)?.groups
    const written = groups?.['time']
    if (groups === undefined || written === undefined) continue
    const time = times.at(written, 0)
    if (!time || time.end < written.trim().length) continue
    const { time: _, level, logger, thread, entity, message = '', ...others } = groups
    const attributes: Attributes = {}
    for (const [name, value] of Object.entries(others))
      if (value !== undefined && value !== '' && value !== '-') attributes[name] = numberOf(value) ?? value
    // Where the format has no place for a level, the program may begin its message with it.
    return {
      time,
      level: level ?? levelInText(message) ?? undefined,
      logger,
      thread,
      entity: entity === '-' ? undefined : entity,
      message,
      attributes
    }
  }
  return null
}
