import { list, type Section } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { distinct } from './causes-and-symptoms.ts'

/** What was there to be seen before people were harmed. */
export function earlyWarnings(context: ReportContext): Section | null {
  const { earlyWarnings, findings } = context.record
  const said = new Set(earlyWarnings.map(({ text }) => text))
  const others = distinct(findings.filter(({ role, statement }) => role === 'early-warning' && !said.has(statement.text)))
  const blocks = list([...earlyWarnings, ...others.map(({ statement }) => statement)].map(context.say))
  return blocks.length > 0 ? { id: 'early-warnings', title: 'Early warnings that were there', blocks } : null
}
