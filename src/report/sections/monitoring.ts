import type { DetectorClause, Monitoring, ProvenDetector } from '../../domain/index.ts'
import { type Block, code, type Inline, type Line, list, paragraph, type Section, tag, text, under } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { severityLabels, stageLabels } from '../wording/labels.ts'

/** How the next one would be seen: detectors with what the incident's own materials say of them. */
export function monitoring(context: ReportContext): Section | null {
  const designed = context.record.design?.monitoring
  if (!designed || (designed.detectors.length === 0 && designed.serviceLevels.length === 0)) return null
  return {
    id: 'monitoring',
    title: 'How to see it coming',
    blocks: [
      ...detectorBlocks(designed, context),
      ...under('What was missing in the alerts in place', list(designed.gaps.map(context.say))),
      ...objectiveBlocks(designed, context),
      ...under(
        'Tried and dropped',
        list(designed.dropped.map(({ title, reason }): Line => [text(`${title}: `), ...context.say(reason)]))
      ),
      ...under(
        'Ready to use, in the run’s folder',
        list(designed.artefacts.map(({ path, what }): Line => [code(path), text(`: ${what}`)]))
      )
    ]
  }
}

function detectorBlocks({ detectors, quiet, leadLimit }: Monitoring, context: ReportContext): Block[] {
  if (detectors.length === 0) return []
  return [
    paragraph(
      text(
        'Each detector was tried on the incident itself. Summaries count when their time is over, so that no detector profits from what nobody could know yet. '
      ),
      ...context.say(quiet)
    ),
    ...(leadLimit ? [paragraph(...context.say(leadLimit))] : []),
    {
      kind: 'table',
      caption: 'Detectors',
      head: ['Kind', 'What it sees', 'In the incident', 'Lead', 'False alarms'],
      rows: detectors.map((proven) => rowOf(proven, context)),
      shape: 'prose'
    }
  ]
}

function rowOf({ detector, why, backtest }: ProvenDetector, context: ReportContext): Line[] {
  const { id, stage, severity, title, rule, tell, firstAction } = detector
  return [
    [text(`${id} `), tag(...stageLabels[stage]), text(' '), tag(...severityLabels[severity])],
    [text(`${title}. Fires when ${rule.clauses.map(clauseText).join(' and ')}. `), ...context.say(why)],
    [...context.say(backtest.fired), text(` Tells ${tell}. First: ${firstAction}`)],
    [backtest.afterOnset, backtest.overHarm, backtest.overReport, backtest.overAlert].flatMap(({ statement }, i): Inline[] => [
      ...(i > 0 ? [text(' ')] : []),
      ...context.words(statement)
    ]),
    [...context.words(backtest.falseAlarms), ...onHealthyDays(id, context)]
  ]
}

/** What a detector did on the days that were named as healthy. */
function onHealthyDays(id: string, { record }: ReportContext): Inline[] {
  const days = record.design?.elsewhere?.healthyDays
  const own = days?.detectors.find((one) => one.id === id)
  if (!days || !own) return []
  const where = `${days.hours.toFixed(1)} hours of ${days.folders.join(', ')}`
  if (own.firings === null) return [text(` In ${where}: nothing of what it watches.`)]
  const rate = own.perDay === null ? 'too little for a number per day' : `${own.perDay.toFixed(1)} a day`
  return [text(` In ${where}, named as healthy: ${own.firings}, ${rate}.`)]
}

function clauseText({ comparison, threshold, unit, windowSeconds }: DetectorClause): string {
  const minutes = windowSeconds / 60
  const span = minutes % 60 === 0 && minutes > 0 ? `${minutes / 60} h` : `${Math.round(minutes)} min`
  return `it is ${comparison} ${threshold}${unit === 'value' || unit === 'count' ? '' : ` ${unit}`} over ${span}`
}

function objectiveBlocks({ serviceLevels }: Monitoring, context: ReportContext): Block[] {
  if (serviceLevels.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'Objectives for what citizens do',
      head: ['Journey', 'Objective', 'What the incident cost of it'],
      rows: serviceLevels.map((level): Line[] => [
        [text(`${level.journey} (${level.kind})`)],
        [...context.say(level.why)],
        [...context.words(level.budget)]
      ]),
      shape: 'prose'
    }
  ]
}
