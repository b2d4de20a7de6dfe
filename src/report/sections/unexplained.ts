import { list, paragraph, type Section, strong } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

/** What the accepted cause does not account for, and what stays open. */
export function unexplained(context: ReportContext): Section | null {
  const { leavesUnexplained, openQuestions, status } = context.record.verdict
  const title = status === 'determined' ? 'What the accepted cause leaves unexplained' : 'What stays unexplained'
  const blocks = [
    ...list(leavesUnexplained.map(context.say)),
    ...(openQuestions.length > 0 ? [paragraph(strong('Open questions:')), ...list(openQuestions.map(context.say))] : [])
  ]
  return blocks.length > 0 ? { id: 'unexplained', title, blocks } : null
}
