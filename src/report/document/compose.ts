import type { RunRecord } from '../../domain/index.ts'
import { causesAndSymptoms } from '../sections/causes-and-symptoms.ts'
import { earlyWarnings } from '../sections/early-warnings.ts'
import { evidenceAppendix } from '../sections/evidence.ts'
import { impact } from '../sections/impact.ts'
import { lead } from '../sections/lead.ts'
import { method } from '../sections/method.ts'
import { measures } from '../sections/measures.ts'
import { monitoring } from '../sections/monitoring.ts'
import { remedies } from '../sections/remedies.ts'
import { rivals } from '../sections/rivals.ts'
import { rootCause } from '../sections/root-cause.ts'
import { scaling } from '../sections/scaling.ts'
import { sources } from '../sections/sources.ts'
import { contradictions } from '../sections/contradictions.ts'
import { fetchNext } from '../sections/fetch-next.ts'
import { proven } from '../sections/proven.ts'
import { unexplained } from '../sections/unexplained.ts'
import { unproven } from '../sections/unproven.ts'
import { timeline } from '../sections/timeline.ts'
import { type ReportDocument, type Section, text } from './block.ts'
import { createContext, type ReportContext } from './context.ts'
import { durationText } from './clock-face.ts'

/** In the order in which a reader asks. A section that has nothing to say returns null and leaves no heading. */
const order: readonly ((context: ReportContext) => Section | null)[] = [
  rootCause,
  timeline,
  causesAndSymptoms,
  scaling,
  rivals,
  impact,
  earlyWarnings,
  remedies,
  measures,
  monitoring,
  proven,
  unproven,
  fetchNext,
  unexplained,
  contradictions,
  method,
  sources,
  evidenceAppendix
]

/** A record as a document, before it is Markdown or HTML. */
export function compose(record: RunRecord): ReportDocument {
  const context = createContext(record)
  const { brief, name } = record.incident
  const { run, window } = record
  const parts = [brief?.service, window && context.clock.span(window.from, window.to)]
  return {
    title: `Inquest: ${brief?.title ?? name}`,
    subtitle: parts.filter((part) => part).join(' · '),
    lead: lead(context),
    sections: order.map((section) => section(context)).filter((section) => section !== null),
    footer: [
      text(
        `Inquest ${run.inquestVersion}, run ${run.id}, finished ${context.clock.full(run.finishedAt)} after ${durationText(run.durationMs)}.`
      )
    ]
  }
}
