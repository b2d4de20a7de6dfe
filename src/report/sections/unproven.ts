import { list, paragraph, type Section, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

/** What fits the materials and is not shown by them. */
export function unproven(context: ReportContext): Section | null {
  const blocks = list(context.record.unproven.map(context.say))
  if (blocks.length === 0) return null
  const note = 'This fits the materials, but they do not show it. Do not repeat it as fact.'
  return { id: 'unproven', title: 'Consistent with the materials, but not proven', blocks: [paragraph(text(note)), ...blocks] }
}
