import type { ReadContext, Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { itemsOfTree } from './json-document.ts'
import { findInJson } from './json-records.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'
import { parseYaml } from './yaml-tree.ts'

/** `name: value`, `- name: value`, `- value`, `---`, a comment, or the inside of a block. */
const yamlLine = /^(?:---|\.\.\.|\s*#.*|\s*- .*|\s*(?:- )?["']?[\w.@/ -]{1,60}["']?:(?:\s.*)?|\s{2,}\S.*)$/

/** Lists and documents in YAML: deployments, flags, changes, alerts, series, manifests. Read as JSON of the same shape is. */
export const yamlDocument: Reader = {
  format: 'records-yaml',
  title: 'Records (YAML)',
  detect(head) {
    const lines = head.lines.filter((line) => !isBlank(line))
    const first = lines.find((line) => !line.trimStart().startsWith('#')) ?? ''
    if (lines.length < 3 || !/^(?:---|- |- ?$|["']?[\w.@/-]+["']?:(?:\s|$))/.test(first)) return 0
    if (!lines.every((line) => yamlLine.test(line))) return 0
    return holdsRecords(head.lines) ? 0.9 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    const written = (head.lines.join('\n').match(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*/g) ?? []).flatMap(
      (text) => times.at(text, 0) ?? []
    )
    return zoneOfTimes(written.filter(({ lacks }) => lacks === 'nothing'))
  },
  *read(file: TextFile, context: ReadContext): Generator<ReadItem> {
    const tree = parseYaml(file.lines)
    if (tree) yield* itemsOfTree(tree, file.lines, { times: createTimeFinder(), calendar: createCalendar(context) })
  }
}

/** Is there a record with something to say, or a point? The head may be cut; a mapping of settings is no record. */
function holdsRecords(lines: readonly string[]): boolean {
  const root = parseYaml(lines)?.root
  if (!root || (root.type !== 'object' && root.type !== 'array')) return false
  return findInJson(root).some(
    (finding) =>
      finding.what === 'point' ||
      (finding.what === 'record' &&
        Object.keys(finding.values).length >= 2 &&
        (finding.table !== 'events' || Object.keys(finding.values).some((name) => telling.test(name))))
  )
}

/** A time, or whom something calls: what makes an entry of a list worth a record. */
const telling = /(?:^|[._])(?:ts|at|time|timestamp|date|when|calls|depends_?on|dependencies|downstreams?|upstreams?)$|_at$|At$/i
