import type { Source } from '../../domain/index.ts'
import { code, type Line, paragraph, type Section, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

const zoneBases: Record<Source['zone']['basis'], string> = {
  'offset-in-data': 'written in the file',
  brief: 'from the brief',
  inferred: 'inferred',
  'assumed-utc': 'assumed',
  'no-times': 'no times'
}

/** The materials as read: nothing that could not be read is passed over. */
export function sources(context: ReportContext): Section {
  const { sources } = context.record
  if (sources.length === 0) {
    return { id: 'sources', title: 'Materials read', blocks: [paragraph(text('No file could be read.'))] }
  }
  const rows = sources.map((source): Line[] => [
    [text(source.id)],
    [code(source.path)],
    [text(source.format === 'unread' ? 'Not read' : source.formatTitle)],
    [text(recordsText(source))],
    [text(spanText(context, source))],
    [text(source.zone.basis === 'no-times' ? 'no times' : `${source.zone.name} (${zoneBases[source.zone.basis]})`)],
    [
      text(
        remarks(source)
          .map((remark) => remark.replace(/\.$/, ''))
          .join('; ')
      )
    ]
  ])
  return {
    id: 'sources',
    title: 'Materials read',
    blocks: [
      {
        kind: 'table',
        caption: 'Files, as read',
        head: ['No.', 'File', 'Format', 'Records', 'First to last (UTC)', 'Time zone', 'Remarks'],
        rows,
        shape: 'values'
      }
    ]
  }
}

function recordsText({ records, lines }: Source): string {
  const tables = Object.entries(records)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${count} ${table}`)
    .sort()
  return `${tables.length > 0 ? tables.join(', ') : 'none'} (${lines.total} lines)`
}

function spanText({ clock }: ReportContext, { firstTime, lastTime }: Source): string {
  return firstTime && lastTime ? `${clock.time(firstTime)} to ${clock.time(lastTime)}` : ''
}

function remarks({ rejections, personalData, notes }: Source): string[] {
  const found = Object.entries(personalData)
    .filter(([, count]) => count > 0)
    .map(([type, count]) => `${type} ${count}`)
    .sort()
  return [
    ...rejections.map(({ reason, lines, firstLine }) => `${lines} lines not read (${reason}; first: line ${firstLine})`),
    ...(found.length > 0 ? [`personal data: ${found.join(', ')}`] : []),
    ...notes
  ]
}
