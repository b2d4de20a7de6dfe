import type { Remedy, ScalingTest } from '../../domain/index.ts'
import { type Block, type Line, paragraph, type Section, tag, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { remedyLabels } from '../wording/labels.ts'

/** Does a remedy only win time? Capacity is a remedy of its own where the scaling test says so. */
export function isStopGap(remedy: Remedy, scaling: ScalingTest): boolean {
  if (remedy.class === 'scale') return scaling.wouldScalingHelp !== 'yes'
  return remedy.class === 'limit-load' || remedy.class === 'restart'
}

/** What to do, at once and for good; what only wins time is marked. */
export function remedies(context: ReportContext): Section | null {
  const { remedies, scaling } = context.record
  if (remedies.length === 0) return null
  const table = (caption: string, horizon: Remedy['horizon']): Block[] => {
    const rows = remedies
      .filter((remedy) => remedy.horizon === horizon)
      .sort((a, b) => Number(isStopGap(a, scaling)) - Number(isStopGap(b, scaling)))
      .map((remedy): Line[] => [
        [
          tag(...remedyLabels[remedy.class]),
          ...(isStopGap(remedy, scaling) ? [text(' '), tag('Stop-gap', 'unsure')] : []),
          ...(remedy.addresses ? [text(` for ${remedy.addresses}`)] : [])
        ],
        context.say(remedy.action),
        context.say(remedy.why)
      ])
    return rows.length > 0 ? [{ kind: 'table', caption, head: ['Kind', 'What to do', 'Why'], rows, shape: 'prose' }] : []
  }
  const stopGaps = remedies.some((remedy) => isStopGap(remedy, scaling))
  return {
    id: 'remedies',
    title: 'What to do',
    blocks: [
      ...(stopGaps ? [paragraph(text('What is marked as a stop-gap wins time. It does not remove the cause.'))] : []),
      ...table('Now', 'now'),
      ...table('For good', 'durable')
    ]
  }
}
