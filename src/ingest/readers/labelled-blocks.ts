import type { Attributes } from '../../domain/index.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

const pair = /^\s{0,40}(?<name>[A-Za-z][\w ./#-]{0,40}?)\s*:(?:\s+(?<value>.*))?$/
/** psql's `\x`: names and values on either side of a bar; a name is left out where its value goes on. */
const barred = /^(?<name>[A-Za-z_]\w*)?\s*\| ?(?<value>.*)$/
/** `Ticket #4711` above its fields. */
const titled = /^(?<name>Ticket|Case|Incident|Issue|Request|Enquiry|Alert|Change)\s*(?:#|[Nn][ro]\.?)?\s*(?<value>[A-Z\d-]*\d)$/
/** `## 4711` above its fields. */
const numbered = /^#{1,4} (?<value>[A-Z\d-]*\d)$/
/** Further fields on the same line, apart from the one before. */
const further = /\s{2,}(?=[A-Za-z][\w .-]{0,30}?\s*:\s)/
const rule = /^\s*(?:[-=*_#~─]{3,}|Row \d+:$|\d+ rows? in set\b.*|\*+ \d+\. row \*+|-\[ RECORD \d+ \][-+]*)\s*$/
const longText = /^(?:description|details|body|message|text|comments?|notes?|summary of issue|content|query|info|statement)$/i

/**
 * Records written as blocks of `Name: value` lines: tickets saved as text, and tables that MySQL prints with `\G`. A block
 * begins where the first name of the file comes again; lines without a name continue the value before them.
 */
export const labelledBlocks: Reader = {
  format: 'labelled-blocks',
  title: 'Records as blocks of named lines (tickets as text)',
  most: 0.9,
  detect(head) {
    const blocks = blocksOf(head.lines)
    const names = new Set(blocks.flatMap(({ pairs }) => pairs.map(({ name }) => name)))
    const kind = kindOfRecord([...names])
    const filled = head.lines.filter((line) => !isBlank(line) && !rule.test(line)).length
    const named = blocks.reduce((sum, { pairs }) => sum + pairs.length, 0)
    const isAsked = kind === 'events' && rolesOf(blocks.map(valuesOf)).table === 'requests'
    const isTelling = isAsked || kind === 'reports' || kind === 'changes' || kind === 'alerts' || kind === 'statements'
    if (names.size < 3 || named < filled / 3) return 0
    return isTelling ? 0.9 : blocks.length >= 2 && head.lines.some((line) => rule.test(line)) ? 0.6 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(
      blocksOf(head.lines).flatMap(({ pairs }) => pairs.flatMap(({ value }) => times.at(value.trim(), 0) ?? []).slice(0, 1))
    )
  },
  *read(file, context) {
    const clock: FieldClock = { times: createTimeFinder(), calendar: createCalendar(context) }
    let covered = 0
    const blocks = blocksOf(file.lines)
    const roles = rolesOf(blocks.slice(0, 2000).map(valuesOf))
    const isAsked = roles.table === 'requests'
    if (isAsked && roles.note !== null) context.note?.(roles.note)
    for (const block of blocks) {
      yield* between(file, covered, block.start)
      covered = block.end
      const values = isAsked ? underUsualNames(valuesOf(block), roles) : valuesOf(block)
      const place = { firstLine: block.start + 1, lastLine: block.end }
      yield {
        kind: 'record',
        ...place,
        ...recordOfFields(isAsked ? tableOf(values, roles) : kindOfRecord(Object.keys(values)), values, clock)
      }
    }
    yield* between(file, covered, file.lines.length)
  }
}

function* between(file: TextFile, from: number, to: number): Generator<ReadItem> {
  for (let index = from; index < to; index += 1)
    yield { kind: isBlank(file.lines[index] ?? '') ? 'blank' : 'structure', firstLine: index + 1, lastLine: index + 1 }
}

function valuesOf({ pairs }: Block): Attributes {
  const values: Attributes = {}
  for (const { name, value } of pairs)
    values[name] = values[name] === undefined ? value.trim() : `${String(values[name])}\n${value.trim()}`
  return values
}

interface Block {
  readonly start: number
  /** Exclusive. */
  end: number
  readonly pairs: { name: string; value: string }[]
}

/** The pairs of a line: its first, and those that stand apart behind it. */
function pairsIn(name: string, value: string, isWhole: boolean): Block['pairs'] {
  if (isWhole || longText.test(name)) return [{ name, value }]
  const [own = '', ...others] = value.split(further)
  return [
    { name, value: own },
    ...others.map((text) => ({ name: text.slice(0, text.indexOf(':')).trim(), value: text.slice(text.indexOf(':') + 1).trim() }))
  ]
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  let opener: string | null = null
  let open: Block | null = null
  let isApart = false
  const areBarred = lines.some((line) => line.startsWith('-[ RECORD '))
  for (const [index, line] of lines.entries()) {
    if (rule.test(line)) {
      open = null
      isApart = false
      continue
    }
    const groups = (areBarred ? barred : pair).exec(line)?.groups ?? titled.exec(line)?.groups ?? numbered.exec(line)?.groups
    const name = groups?.['value'] !== undefined && groups['name'] === undefined && !areBarred ? 'id' : groups?.['name']?.trim()
    const last = open?.pairs.at(-1)
    // A sentence with a colon within a description is no field of its own, unless it opens the next record.
    const isField =
      name !== undefined &&
      !(last && !areBarred && longText.test(last.name) && name !== opener && !/^[A-Z][\w ]{2,20}$/.test(name))
    if (isField && (open === null || name === opener)) {
      opener ??= name
      open = { start: index, end: index + 1, pairs: pairsIn(name, groups?.['value'] ?? '', areBarred) }
      blocks.push(open)
    } else if (isField && open) {
      open.pairs.push(...pairsIn(name, groups?.['value'] ?? '', areBarred))
      open.end = index + 1
    } else if (open && last && !isBlank(line)) {
      // What stands below all fields, behind an empty line, belongs to none of them.
      if (isApart && !longText.test(last.name)) open.pairs.push({ name: 'body', value: line })
      else last.value = areBarred ? `${last.value.replace(/\s*\+$/, '')}\n${groups?.['value'] ?? line}` : `${last.value}\n${line}`
      open.end = index + 1
    }
    isApart = isBlank(line) || (isApart && !isField)
  }
  return blocks.filter(({ pairs }) => pairs.length >= 2)
}
