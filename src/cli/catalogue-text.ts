import type { Source } from '../domain/index.ts'
import type { Catalogue } from '../inquest.ts'
import type { Terminal } from './terminal.ts'
import { clip, wrap } from './wrap.ts'

const indent = ' '.repeat(12)

/** The catalogue of a folder for a person: a block a file. */
export function catalogueText(
  { incident, completeness }: Catalogue,
  { width, paint }: Pick<Terminal, 'width' | 'paint'>
): string {
  const { name, brief, sources } = incident
  const head = [
    `${paint('bold', name)}: ${sources.length} files, ${count(sources, 'records')} of ${count(sources, 'total')} lines are records`,
    brief ? `Brief: ${brief.path}${brief.title ? `, "${clip(brief.title, 50)}"` : ''}` : 'Brief: none'
  ].join('\n')
  const blocks = sources.map((source) => sourceText(source, completeness, width, paint))
  return [head, ...blocks].join('\n\n')
}

function sourceText(source: Source, completeness: Catalogue['completeness'], width: number, paint: Terminal['paint']): string {
  const { id, path, format, formatTitle, confidence, lines, rejections, zone, personalData, notes } = source
  const detail = (label: string, text: string): string => `  ${label.padEnd(10)}${wrap(text, width - indent.length, indent)}`
  const records = Object.entries(source.records).map(([table, n]) => `${n} ${table}`)
  const counts = `${lines.total} lines: ${lines.records} of records, ${lines.structure} structure, ${lines.blank} blank, ${lines.rejected} rejected`
  const whole = Object.keys(source.records).flatMap((table) => (completeness[table] ? [`${table}: ${completeness[table]}`] : []))
  const personal = Object.entries(personalData).map(([type, n]) => `${n} ${type}`)
  return [
    `${id} ${paint('bold', path)}`,
    detail('format', `${format} (${formatTitle}), confidence ${confidence.toFixed(2)}`),
    detail('lines', counts),
    ...(records.length > 0 ? [detail('records', records.join(', '))] : []),
    ...(source.firstTime && source.lastTime
      ? [detail('times', `${short(source.firstTime)} to ${short(source.lastTime)} UTC`)]
      : []),
    detail('zone', `${zone.name} (${zone.basis}: ${zone.support})`),
    ...(whole.length > 0 ? [detail('complete?', whole.join(', '))] : []),
    ...(personal.length > 0 ? [detail('personal', personal.join(', '))] : []),
    ...rejections
      .slice(0, 5)
      .map(({ reason, lines: n, firstLine }) => detail('rejected', `${n} from line ${firstLine}: ${reason}`)),
    ...notes.map((note) => detail('note', note))
  ].join('\n')
}

function count(sources: readonly Source[], what: 'records' | 'total'): number {
  return sources.reduce((sum, { lines }) => sum + lines[what], 0)
}

function short(instant: string): string {
  return instant.slice(0, 19).replace('T', ' ')
}
