import { kindOfChange } from '../fields/change-of-fields.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { isBlank } from './line-records.ts'
import { zoneOfMatches } from './line-format.ts'

const asked = /\bhelm3?\s+(?:history|hist)\s+(?<options>.*)$/
const header = /^REVISION\s+UPDATED\s+STATUS\s+CHART\s+APP VERSION\s+DESCRIPTION\s*$/
const row =
  /^(?<revision>\d+)\s+(?<updated>\S.{15,40}?)\s{1,}(?<status>superseded|deployed|failed|uninstalled|uninstalling|pending-\w+|unknown)\s+(?<chart>\S+)\s+(?<version>\S+)\s+(?<description>\S.*?)\s*$/

/** What `helm history` prints: the revisions of a release, which stands in the command above them or in the chart's name. */
export const helmHistory: Reader = {
  format: 'helm-history',
  title: 'History of Helm releases',
  detect: ({ lines }) => (lines.some((line) => header.test(line)) && lines.some((line) => row.test(line)) ? 0.97 : 0),
  zoneOf: ({ lines }) => zoneOfMatches(lines, row, 'updated'),
  *read(file: TextFile, context): Generator<ReadItem> {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let release: string | null = null
    let status: string | null = null
    for (const [index, line] of file.lines.entries()) {
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const options = asked.exec(line)?.groups?.['options']
      if (options !== undefined) [release, status] = [releaseIn(options), null]
      const groups = row.exec(line)?.groups
      if (groups === undefined) {
        yield { kind: isBlank(line) ? 'blank' : 'structure', ...place }
        continue
      }
      const time = times.at(groups['updated'] ?? '', 0)
      const chart = groups['chart'] ?? ''
      const name = release ?? chart.replace(/-v?\d+\.\d.*$/, '')
      const before = status
      status = chart
      yield {
        kind: 'record',
        table: 'changes',
        ...place,
        record: {
          ts: time && calendar.instant(time),
          tsOriginal: groups['updated'] ?? null,
          kind: kindOfChange('deploy'),
          ref: groups['revision'] ?? null,
          title: `${name} revision ${groups['revision'] ?? ''}: ${chart} (${groups['version'] ?? ''}), ${groups['description'] ?? ''}`,
          author: null,
          entity: name,
          content: before === null || before === chart ? null : `${before} → ${chart}`,
          attributes: { status: groups['status'] ?? null, chart, app_version: groups['version'] ?? null }
        }
      }
    }
  }
}

/** The first word that is no option and no option's value. */
function releaseIn(options: string): string | null {
  const words = options.trim().split(/\s+/)
  return words.find((word, index) => !word.startsWith('-') && !/^--?[\w-]+$/.test(words[index - 1] ?? '')) ?? null
}
