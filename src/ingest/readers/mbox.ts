import type { Reader, ReadItem, TextFile } from '../reader.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

const fromLine = /^From \S+ .*\d{4}$/
const header = /^(?<name>[A-Za-z][\w-]*):\s?(?<value>.*)$/

/** Mail in an mbox, or one message alone: what people wrote, as tickets. Quoted-printable and base64 are decoded. */
export const mbox: Reader = {
  format: 'mbox',
  title: 'Mail (mbox)',
  detect(head) {
    const headers = new Set(head.lines.slice(0, 60).map((line) => header.exec(line)?.groups?.['name']?.toLowerCase()))
    const isMail = headers.has('from') && headers.has('subject') && headers.has('date')
    const first = head.lines.find((line) => !isBlank(line)) ?? ''
    return isMail && (fromLine.test(first) || header.test(first)) ? 0.96 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(head.lines.flatMap((line) => (/^Date: /i.test(line) ? (times.within(line, 60) ?? []) : [])))
  },
  *read(file, context) {
    const calendar = createCalendar(context)
    const starts = startsOf(file.lines)
    for (let index = 0; index < (starts[0] ?? file.lines.length); index += 1)
      yield { kind: isBlank(file.lines[index] ?? '') ? 'blank' : 'structure', firstLine: index + 1, lastLine: index + 1 }
    for (const [order, start] of starts.entries()) yield mailOf(file, start, starts[order + 1] ?? file.lines.length, calendar)
  }
}

/** A message begins with `From `, after a blank line; a lone message with its first header. */
function startsOf(lines: TextFile['lines']): number[] {
  const starts = lines.flatMap((line, index) =>
    fromLine.test(line) && (index === 0 || isBlank(lines[index - 1] ?? '')) ? [index] : []
  )
  const first = lines.findIndex((line) => header.test(line))
  return starts.length > 0 || first < 0 ? starts : [first]
}

function mailOf(file: TextFile, start: number, end: number, calendar: Calendar): ReadItem {
  const headers = new Map<string, string>()
  let at = start
  let last: string | null = null
  for (; at < end && !isBlank(file.lines[at] ?? ''); at += 1) {
    const line = file.lines[at] ?? ''
    const groups = fromLine.test(line) ? undefined : header.exec(line)?.groups
    if (/^\s/.test(line) && last !== null) headers.set(last, `${headers.get(last) ?? ''} ${line.trim()}`)
    else if (groups) {
      last = (groups['name'] ?? '').toLowerCase()
      if (!headers.has(last)) headers.set(last, groups['value'] ?? '')
    }
  }
  const body = file.lines.slice(at + 1, end).map((line) => line.replace(/^>(?=>*From )/, ''))
  const written = createTimeFinder().within(headers.get('date') ?? '', 60)
  const from = decodeWords(headers.get('from') ?? '')
  const name = /^"?(?<name>[^"<]*?)"?\s*<[^>]*>$/.exec(from)?.groups?.['name']
  return {
    kind: 'record',
    table: 'reports',
    firstLine: start + 1,
    lastLine: end,
    record: {
      ts: written && calendar.instant(written),
      tsOriginal: written?.original ?? null,
      entity: null,
      channel: 'ticket',
      reference: headers.get('message-id') ?? null,
      author: name === undefined || name === '' ? from.replaceAll(/^<|>$/g, '') || null : name,
      official: false,
      priority: headers.get('x-priority') ?? headers.get('importance') ?? null,
      category: null,
      subject: decodeWords(headers.get('subject') ?? '') || null,
      text: decodeBody(body, headers.get('content-transfer-encoding') ?? '').trim(),
      status: headers.get('status') ?? null,
      attributes: { ...(headers.has('to') ? { to: headers.get('to') ?? null } : {}), ...(from === '' ? {} : { from }) }
    }
  }
}

/** RFC 2047: `=?UTF-8?Q?Zahlung_h=C3=A4ngt?=`. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?([\w-]+)\?([QqBb])\?([^?]*)\?=/g, (_, charset: string, way: string, coded: string) =>
      textIn(charset, way.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : quotedPrintable(coded.replaceAll('_', ' ')))
    )
}

function decodeBody(lines: readonly string[], encoding: string): string {
  if (/base64/i.test(encoding)) return textIn('utf-8', Buffer.from(lines.join(''), 'base64'))
  if (!/quoted-printable/i.test(encoding)) return lines.join('\n')
  return textIn('utf-8', quotedPrintable(lines.join('\n').replaceAll('=\n', '')))
}

function quotedPrintable(text: string): Buffer {
  const bytes = [
    ...Buffer.from(text, 'utf8')
      .toString('latin1')
      .matchAll(/=([\dA-Fa-f]{2})|([^])/g)
  ]
  return Buffer.from(bytes.map(([, hex, plain]) => (hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16))))
}

function textIn(charset: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}
