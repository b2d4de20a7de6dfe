import { list, paragraph, type Section, strong, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

const kinds = {
  weekday: 'Day of the week',
  time: 'Time',
  count: 'Count',
  value: 'Value',
  zone: 'Time zone',
  physics: 'Cannot be so together',
  text: 'Wording'
} as const

/** Where two sources disagree. */
export function contradictions(context: ReportContext): Section | null {
  const { contradictions } = context.record
  const blocks = list(contradictions.map(({ kind, statement }) => [strong(`${kinds[kind]}: `), ...context.say(statement)]))
  if (blocks.length === 0) return null
  const note = 'Where two sources disagree, neither was believed because it said so.'
  return { id: 'contradictions', title: 'Contradictions between sources', blocks: [paragraph(text(note)), ...blocks] }
}
