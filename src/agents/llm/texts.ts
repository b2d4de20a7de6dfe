import {
  causeTitles,
  type Finding,
  type Hypothesis,
  type Incident,
  type SpecialistRole,
  type Statement
} from '../../domain/index.ts'
import { nameOf } from './cell-book.ts'

/** What each specialist is for, as the planner reads it. */
const specialities: Record<SpecialistRole, string> = {
  application: 'the application’s own log: errors, warnings, what the code says it did and how long it took',
  database: 'statements, their durations, parameters and plans; locks; connections as the database sees them',
  infrastructure: 'series of CPU, memory, garbage collection, pools, disks; what moved beyond what load explains',
  traffic: 'requests: how many, of what kind, from whom, with what outcome; whether load explains the harm',
  dependencies: 'calls to other services and who waits for them',
  changes: 'deploys, configuration, flags, jobs; what was done during the incident and what it changed',
  'citizen-impact': 'tickets and posts: who was harmed, in which journeys, from when, how many'
}

export const rolesText = (): string =>
  Object.entries(specialities)
    .map(([role, what]) => `- ${role}: ${what}`)
    .join('\n')

export const taxonomyText = (): string =>
  Object.entries(causeTitles)
    .map(([category, title]) => `- ${category}: ${title}`)
    .join('\n')

export function catalogueText({ sources }: Incident, ids?: readonly string[]): string {
  const shown = ids && ids.length > 0 ? sources.filter(({ id }) => ids.includes(id)) : sources
  return shown
    .map(({ id, path, formatTitle, records, firstTime, lastTime, notes }) => {
      const counts = Object.entries(records).map(([table, count]) => `${count} ${table}`)
      return `${id} ${path}: ${formatTitle}; ${counts.join(', ') || 'no records'}; ${firstTime ?? 'no times'} to ${lastTime ?? 'no times'}${notes.length > 0 ? `; ${notes.join('; ')}` : ''}`
    })
    .join('\n')
}

export function briefText({ brief }: Incident): string {
  return brief?.text.slice(0, 6000) ?? 'There is no brief.'
}

/** Findings with their cells, so that later roles can cite what is already established. */
export function findingsText(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'None yet.'
  return findings.map(({ id, by, role, statement }) => `${id} [${by}, ${role}] ${citableText(statement)}`).join('\n')
}

export function hypothesesText(hypotheses: readonly Hypothesis[]): string {
  if (hypotheses.length === 0) return 'None yet.'
  return hypotheses
    .map(
      ({ id, category, component, statement, mechanism, onset }) =>
        `${id} ${category} in ${component} (from ${onset ?? 'an unknown time'}): ${citableText(statement)} Mechanism: ${citableText(mechanism)}`
    )
    .join('\n')
}

/** A sentence with the cells that it cites, so that it can be cited again. */
export function citableText(statement: Statement): string {
  const cells = [
    ...Object.entries(statement.values).map(([name, { citation }]) => `${name}=${citation.evidence} ${nameOf(citation)}`),
    ...statement.supports
  ]
  return `${statement.text}${cells.length > 0 ? ` {${cells.join('; ')}}` : ''}`
}
