import type { Finding } from '../../domain/index.ts'
import { longList, paragraph, type Section, text, under } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { findingTitles } from '../wording/labels.ts'

const order: readonly Finding['role'][] = ['cause', 'symptom', 'intervention', 'context']

/** Without a verdict nothing is a cause, and nothing follows from it. */
const titlesWithoutCause = { cause: 'What could be a cause', symptom: 'What looks like a consequence' }

/** What the specialists found, causes apart from consequences. Impact and early warnings have sections of their own. */
export function causesAndSymptoms(context: ReportContext): Section | null {
  const { findings, verdict } = context.record
  const titles = verdict.status === 'determined' ? findingTitles : { ...findingTitles, ...titlesWithoutCause }
  const blocks = order.flatMap((role) => {
    const found = distinct(findings.filter((finding) => finding.role === role))
    return under(titles[role], longList(found.map(({ statement }) => context.say(statement))))
  })
  if (blocks.length === 0) return null
  const intro =
    'A full pool, a busy processor or a long queue is what a failing service looks like. Each is listed where the order of events and the tests put it.'
  return { id: 'causes-and-symptoms', title: 'Causes apart from symptoms', blocks: [paragraph(text(intro)), ...blocks] }
}

/** Two specialists may find the same: it is said once. */
export function distinct(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>()
  return findings.filter(({ statement }) => !said.has(statement.text) && said.add(statement.text))
}
