import type { Reader } from '../reader.ts'
import { createLineReader, streamed } from './line-format.ts'
import { isBlank, readLineRecords, withoutColours } from './line-records.ts'
import { timeLedHeadOf } from './time-led-line.ts'

/**
 * Any log whose lines carry a time near their start: the generic reader. It knows times and levels and nothing of the
 * layout, so the whole rest of the line is the message.
 */
export const timestampedText: Reader = createLineReader({
  format: 'timestamped-text',
  title: 'Text log (lines with times)',
  certainty: 0.5,
  findsSpeaker: true,
  parse: timeLedHeadOf
})

/** Text without any time: each line is an event without one, so that it can still be read, searched and counted. */
export const untimedText: Reader = streamed({
  format: 'untimed-text',
  title: 'Text without times',
  detect: (head) => (head.lines.some((line) => !isBlank(line)) ? 0.05 : 0),
  zoneOf: () => null,
  *stream(file, context) {
    context.note?.('No times: its lines cannot be placed on the timeline. Export them with timestamps if they matter.')
    yield* readLineRecords<string>(file.lines, {
      begin: (line) => (/^\s/.test(line) ? null : withoutColours(line)),
      orphan: () => 'structure',
      finish: (message, more) => ({
        table: 'events',
        record: {
          ts: null,
          tsOriginal: null,
          entity: null,
          level: null,
          logger: null,
          thread: null,
          message,
          attributes: more.length === 0 ? {} : { more: more.join('\n') }
        }
      })
    })
  }
})
