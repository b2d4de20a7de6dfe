import type { AlertRoute, DetectorClause, Monitoring, ProvenDetector, RunRecord } from '../../domain/index.ts'
import { duration } from '../prometheus/durations.ts'

const stages = {
  cause: 'Causes: they say what to do',
  leading: 'Early signs: they come before people are harmed, or point to what is',
  symptom: 'Symptoms: they say that people are harmed, and not why'
} as const

/** The alert catalogue: what each alert says, who is told, what to do first, and what happens when nobody does. */
export function catalogueText(record: RunRecord, { detectors, dropped, gaps, routes, schedule, quiet }: Monitoring): string {
  const ofStage = (stage: keyof typeof stages): string[] => {
    const own = detectors.filter(({ detector }) => detector.stage === stage)
    return own.length === 0 ? [] : [`## ${stages[stage]}`, '', ...own.flatMap(entryOf)]
  }
  return [
    `# Alert catalogue: ${record.incident.brief?.service ?? record.incident.name}`,
    '',
    `Made by Inquest ${record.run.inquestVersion} in run ${record.run.id}, each alert tried on that incident. Times are UTC. ${sentence(quiet.text)}`,
    '',
    ...ofStage('cause'),
    ...ofStage('leading'),
    ...ofStage('symptom'),
    '## Who is told, and what if nobody acts',
    '',
    ...(gaps.length > 0 ? ['In this incident:', '', ...gaps.map(({ text }) => `- ${sentence(text)}`), ''] : []),
    ...routes.flatMap(routeText),
    '## Regular checks',
    '',
    ...schedule.map(({ cadence, what, catches }) => `- **${capital(cadence)}**: ${what}. Catches ${catches}.`),
    '',
    ...(dropped.length > 0
      ? ['## Tried and dropped', '', ...dropped.map(({ title, reason }) => `- ${escaped(title)}: ${escaped(reason.text)}.`), '']
      : [])
  ].join('\n')
}

function entryOf({ detector, why, backtest, misses }: ProvenDetector): string[] {
  const { name, title, severity, tell, firstAction, rule, runbook } = detector
  return [
    `### ${name}`,
    '',
    `${escaped(title)}.`,
    '',
    `- Tells: ${tell}, as a ${severity}`,
    `- First: ${firstAction}`,
    ...(runbook === null ? [] : [`- Runbook: ${runbook}`]),
    `- Fires when ${rule.clauses.map(clauseText).join(', and ')}${rule.forSeconds > 0 ? `, for ${duration(rule.forSeconds)}` : ''}`,
    `- Why: ${escaped(why.text)}`,
    `- On the incident: ${backtest.fired.text}; ${[backtest.overHarm, backtest.overReport, backtest.overAlert].map(({ statement }) => statement.text).join('; ')}`,
    `- False alarms: ${backtest.falseAlarms.text}`,
    ...misses.map(({ text }) => `- Does not see ${escaped(text)}`),
    ''
  ]
}

function clauseText({ comparison, threshold, unit, windowSeconds }: DetectorClause): string {
  return `the value over ${duration(windowSeconds)} is ${comparison} ${threshold}${unit === 'value' || unit === 'count' ? '' : ` ${unit}`}`
}

function routeText({ severity, tell, channel, acknowledgeWithinMinutes, escalation }: AlertRoute): string[] {
  return [
    `- **${capital(severity)} to ${tell}**: ${channel}.${acknowledgeWithinMinutes === null ? '' : ` To be taken up within ${acknowledgeWithinMinutes} minutes.`}`,
    ...escalation.map(({ afterMinutes, to }) => `  - after ${afterMinutes} minutes: ${to}`),
    ''
  ]
}

/** Text of log lines and routes in Markdown: shown, not read as markup. */
function escaped(text: string): string {
  return text.replaceAll(/([\\`*_<>[\]|])/g, String.raw`\$1`)
}

function sentence(text: string): string {
  return `${capital(escaped(text))}${text.endsWith('.') ? '' : '.'}`
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}
