import { list, type Section } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

/** What the materials show. */
export function proven(context: ReportContext): Section | null {
  const blocks = list(context.record.proven.map(context.say))
  return blocks.length > 0 ? { id: 'proven', title: 'Proven by the materials', blocks } : null
}
