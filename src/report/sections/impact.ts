import { epochMsOf, type Statement } from '../../domain/index.ts'
import { type Block, type Line, list, type Section, text, under } from '../document/block.ts'
import { durationText } from '../document/clock-face.ts'
import type { ReportContext } from '../document/context.ts'
import { distinct } from './causes-and-symptoms.ts'

/** Who was harmed, how many, for how long, and what the materials' own figures are worth. */
export function impact(context: ReportContext): Section | null {
  const { impact, findings } = context.record
  const sentences = (statements: readonly Statement[]): Block[] => list(statements.map(context.say))
  const rows = times(context)
  const groups = impact.groups.map(({ group, reports, statement }): Line[] => [
    [text(group)],
    [text(String(reports))],
    context.say(statement)
  ])
  const said = new Set([...impact.people, ...impact.journeys, ...impact.accessibility, ...impact.money].map(({ text }) => text))
  const others = distinct(findings.filter(({ role, statement }) => role === 'impact' && !said.has(statement.text)))
  const blocks: Block[] = [
    ...(rows.length > 0 ? [{ kind: 'terms' as const, rows }] : []),
    ...under('Who and how many', sentences(impact.people)),
    ...under('What they were trying to do', sentences(impact.journeys)),
    ...(groups.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: 'Groups that reported',
            head: ['Group', 'Reports', 'What they met'],
            rows: groups,
            shape: 'prose' as const
          }
        ]
      : []),
    ...under('Accessibility', sentences(impact.accessibility)),
    ...under('Money', sentences(impact.money)),
    ...under('Also found', sentences(others.map(({ statement }) => statement))),
    ...under('Figures that the materials state, checked', sentences(impact.checked))
  ]
  return blocks.length > 0 ? { id: 'impact', title: 'What it did to people', blocks } : null
}

function times({ record, clock, say }: ReportContext): (readonly [string, Line])[] {
  const { firstDeviation, firstHarm, lastHarm, failedAttempts } = record.impact
  const rows: (readonly [string, Line] | null)[] = [
    firstDeviation ? ['First deviation from normal', [text(clock.full(firstDeviation))]] : null,
    firstHarm ? ['First harm', [text(clock.full(firstHarm))]] : null,
    firstDeviation && firstHarm && epochMsOf(firstHarm) > epochMsOf(firstDeviation)
      ? ['Time in which it could have been caught', [text(durationText(epochMsOf(firstHarm) - epochMsOf(firstDeviation)))]]
      : null,
    lastHarm ? ['Last harm', [text(clock.full(lastHarm))]] : null,
    firstHarm && lastHarm ? ['From first harm to last', [text(durationText(epochMsOf(lastHarm) - epochMsOf(firstHarm)))]] : null,
    failedAttempts ? ['Failed attempts', say(failedAttempts.statement)] : null
  ]
  return rows.filter((row) => row !== null)
}
