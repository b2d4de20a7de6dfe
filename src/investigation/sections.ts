import { z } from 'zod'
import { Design, type JournalEvent, noImpact, Remedy, RunRecord, ScalingPartName, ScalingTest, state } from '../domain/index.ts'
import type { RunState } from './fold.ts'

/** What the designer narrates: the report besides the verdict. */
const Narrative = RunRecord.pick({
  timeline: true,
  earlyWarnings: true,
  impact: true,
  contradictions: true,
  proven: true,
  unproven: true,
  fetchNext: true
})
type Narrative = z.infer<typeof Narrative>

interface Sections {
  readonly scaling: ScalingTest
  readonly narrative: Narrative
  readonly remedies: Remedy[]
  readonly design: Design
}

const notAnswered = state('this part was not answered in this run')

/** What stands in a report for a section whose role failed: it says so, and claims nothing. */
export const missingSections: Sections = {
  scaling: {
    physics: { obeys: 'cannot-tell', statement: notAnswered },
    parts: ScalingPartName.options.map((part) => ({ part, answer: 'cannot-tell' as const, statement: notAnswered })),
    wouldScalingHelp: 'cannot-tell',
    statement: state('the scaling test could not be run')
  },
  narrative: {
    timeline: [],
    earlyWarnings: [],
    impact: noImpact,
    contradictions: [],
    proven: [],
    unproven: [],
    fetchNext: []
  },
  remedies: [],
  design: { monitoring: null, resilience: null, elsewhere: null }
}

/** The sections as journalled. Throws ZodError when what is journalled is no such section. */
export function sectionsOf({ sections }: Pick<RunState, 'sections'>): Sections {
  return {
    scaling: sections['scaling'] === undefined ? missingSections.scaling : ScalingTest.parse(sections['scaling']),
    narrative: sections['narrative'] === undefined ? missingSections.narrative : Narrative.parse(sections['narrative']),
    remedies: sections['remedies'] === undefined ? [] : z.array(Remedy).parse(sections['remedies']),
    design: {
      monitoring: Design.shape.monitoring.parse(sections['monitoring'] ?? null),
      resilience: Design.shape.resilience.parse(sections['resilience'] ?? null),
      elsewhere: Design.shape.elsewhere.parse(sections['elsewhere'] ?? null)
    }
  }
}

/** A section as an event of the journal. */
export function sectionWritten(section: string, content: object | null): JournalEvent {
  return { type: 'section-written', section, content: z.json().parse(JSON.parse(JSON.stringify(content))) }
}
