import { causeTitles, type RunRecord } from '../../domain/index.ts'
import { type Block, type Line, list, paragraph, strong, tag, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { capital } from '../wording/capital.ts'
import { confidenceText } from '../wording/confidence.ts'
import { scalingAnswers, statusLabels } from '../wording/labels.ts'
import { isStopGap } from './remedies.ts'

/** What stands on top: the verdict in its sentences, how sure it is, and the few facts that a busy reader needs. */
export function lead(context: ReportContext): Block[] {
  const { record } = context
  const { verdict } = record
  return [
    { kind: 'paragraph', line: [tag(...statusLabels[verdict.status])] },
    ...verdict.summary.map((sentence): Block => ({ kind: 'paragraph', line: context.say(sentence), weight: 'lead' })),
    paragraph(strong('How sure: '), text(confidenceText(record))),
    ...cautions(record),
    { kind: 'terms', rows: atAGlance(context) },
    ...(verdict.status === 'undetermined' ? whatWouldSettleIt(context) : []),
    { kind: 'paragraph', line: [text(readingNote(context))], weight: 'small' }
  ]
}

function atAGlance(context: ReportContext): (readonly [string, Line])[] {
  const { record, clock } = context
  const { rootCause } = record.verdict
  const { firstHarm, lastHarm, failedAttempts } = record.impact
  const first = record.remedies.find((remedy) => !isStopGap(remedy, record.scaling)) ?? record.remedies[0]
  const rows: (readonly [string, Line] | null)[] = [
    rootCause ? ['Kind of cause', [text(capital(causeTitles[rootCause.category]))]] : null,
    rootCause ? ['Where', [text(rootCause.component)]] : null,
    rootCause?.onset ? ['Began', [text(clock.full(rootCause.onset))]] : null,
    firstHarm ? ['First harm to people', [text(clock.full(firstHarm))]] : null,
    lastHarm ? ['Last harm to people', [text(clock.full(lastHarm))]] : null,
    failedAttempts ? ['Failed attempts', context.say(failedAttempts.statement)] : null,
    record.verdict.status === 'no-incident'
      ? null
      : ['Would more capacity have helped?', [text(`${scalingAnswers[record.scaling.wouldScalingHelp][0]}.`)]],
    first ? ['First thing to do', context.say(first.action)] : null
  ]
  return rows.filter((row) => row !== null)
}

/** Without a cause, the reader's next question is what to bring. */
function whatWouldSettleIt(context: ReportContext): Block[] {
  const items = context.record.fetchNext.slice(0, 3).map(({ what }) => context.say(what))
  return items.length > 0 ? [paragraph(strong('To settle it, fetch first:')), ...list(items)] : []
}

function cautions(record: RunRecord): Block[] {
  const notices: string[] = []
  if (record.partial) {
    notices.push(
      'Part of this run did not finish. What is here holds; what is missing was not looked at. Resume the run, or run it again, to complete it.'
    )
  }
  if (record.personalData === 'shown') notices.push('This report shows personal data from the materials. Do not pass it on.')
  return notices.map((notice) => ({ kind: 'notice', line: [text(notice)] }))
}

function readingNote({ clock, record }: ReportContext): string {
  const example = record.evidence[0]?.number
  const zone = clock.zone ? ` Clocks at the service showed ${clock.zone}; times on them stand beside.` : ''
  const marks = example ? `Numbers such as [${example}] lead to the evidence for a sentence, at the end of this report. ` : ''
  return `${marks}All times are UTC.${zone}`
}
