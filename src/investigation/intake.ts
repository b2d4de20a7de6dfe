import type { Evidence, Incident, Source, TimeWindow } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'

/** The windows that the evidence of the `frame` tool names; null where the materials do not show one. */
export function frameOf(evidence: Evidence): { readonly window: TimeWindow | null; readonly baseline: TimeWindow | null } {
  return { window: windowIn(evidence, 'window'), baseline: windowIn(evidence, 'baseline') }
}

function windowIn({ facts }: Evidence, name: string): TimeWindow | null {
  const window = spanOf(facts[`${name}_from`], facts[`${name}_to`])
  return window && window.from < window.to ? window : null
}

function spanOf(from: unknown, to: unknown): TimeWindow | null {
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : null
}

/**
 * Refuses materials on which no investigation can stand, saying what was read.
 * Throws InquestError `materials` when nothing was readable, no record has a time, or the window asked for is empty.
 */
export function requireReadable({ name, sources }: Incident, asked: TimeWindow | null): void {
  const readable = sources.filter(({ lines }) => lines.records > 0)
  if (readable.length === 0) {
    throw new InquestError(
      'materials',
      sources.length === 0
        ? `${name} holds no files.`
        : `Nothing in ${name} could be read: ${list(sources, (source) => `${source.path} (${whyUnread(source)})`)}.`,
      'Put logs, metrics, alerts or tickets as text files (log, CSV, JSON, YAML) into the folder; ' +
        '`inquest sources <folder>` says what each file was taken for.'
    )
  }
  const times = readable.flatMap(({ firstTime, lastTime }) => (firstTime && lastTime ? [{ firstTime, lastTime }] : []))
  if (times.length === 0) {
    throw new InquestError(
      'materials',
      `No record in ${name} has a time, so nothing can be told apart as before or after: ${list(readable, whatWasRead)}.`,
      'Add a source with times, or a README that names the day. `inquest sources <folder>` and `inquest query <folder>` ' +
        'show what was read.'
    )
  }
  if (!asked) return
  const first = times.map(({ firstTime }) => firstTime).sort()[0] ?? ''
  const last =
    times
      .map(({ lastTime }) => lastTime)
      .sort()
      .at(-1) ?? ''
  if (asked.from > last || asked.to <= first) {
    throw new InquestError(
      'materials',
      `No record lies between ${asked.from} and ${asked.to}: the materials run from ${first} to ${last}.`,
      `Ask for a window within them: --window ${first}/${last}`
    )
  }
}

/** Sentences on sources that were read in part or not at all; for people, before the investigation begins. */
export function noticesOn({ sources }: Incident): string[] {
  return sources.flatMap((source) => {
    if (source.format === 'unread' || source.bytes === 0) return [`${source.path} was not read: ${whyUnread(source)}`]
    const { rejected, total } = source.lines
    const reason = source.rejections[0]?.reason
    return rejected > 0 ? [`${source.path}: ${rejected} of ${total} lines could not be read${reason ? ` (${reason})` : ''}`] : []
  })
}

function whyUnread({ bytes, rejections, notes, formatTitle }: Source): string {
  return bytes === 0 ? 'empty' : (rejections[0]?.reason ?? notes[0] ?? `no records (${formatTitle})`)
}

function whatWasRead({ path, formatTitle, lines }: Source): string {
  return `${path} (${formatTitle}, ${lines.records} lines of records)`
}

function list(sources: readonly Source[], describe: (source: Source) => string): string {
  const shown = sources.slice(0, 5).map(describe).join(', ')
  return sources.length > 5 ? `${shown} and ${sources.length - 5} more` : shown
}
