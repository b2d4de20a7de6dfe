import {
  causeTitles,
  evidenceOf,
  formatValue,
  type Finding,
  type Hypothesis,
  type Incident,
  type Source,
  type SpecialistRole,
  type Statement,
  type Task
} from '../../domain/index.ts'
import { z } from 'zod'
import type { EvidenceTool } from '../../evidence/index.ts'
import { signatureOf, type ToolSpec } from '../../models/index.ts'
import { nameOf } from './cell-book.ts'
import { shortened, timesShort } from './evidence-text.ts'
import { toolMenu } from './tool-menu.ts'

/** The tools as a planner reads them: what each takes besides windows, and what it answers. */
export const menuText = (tools: readonly EvidenceTool[]): string =>
  tools.map((tool) => `- ${signatureOf({ ...specOf(tool), description: toolMenu[tool.name] ?? tool.description })}`).join('\n')

/** The tools by name and arguments alone, for a planner that has read what each is for. */
export const signaturesText = (tools: readonly EvidenceTool[]): string =>
  tools.map((tool) => signatureOf({ ...specOf(tool), description: '' }).replace(/: $/, '')).join('; ')

const specOf = ({ name, description, arguments: schema }: EvidenceTool): ToolSpec => ({
  name,
  description,
  parameters: z.toJSONSchema(schema, { io: 'input' })
})

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

/** The sources as a planner reads them: what each is, how much it holds, and from when to when. */
export function catalogueText({ sources }: Incident): string {
  return sources
    .map(({ id, path, formatTitle, records, firstTime, lastTime, notes }) => {
      const span =
        firstTime && lastTime ? `; ${timesShort(firstTime, '')} to ${timesShort(lastTime, firstTime.slice(0, 10))}` : ''
      return `${id} ${path}: ${formatTitle}; ${countsText(records)}${span}${notes.length > 0 ? `; ${notes.join('; ')}` : ''}`
    })
    .join('\n')
}

/** The sources of a task by name and size. */
export function sourcesText({ sources }: Incident, ids: readonly string[]): string {
  const shown = ids.length > 0 ? sources.filter(({ id }) => ids.includes(id)) : sources
  return shown.map(({ id, path, records }) => `${id} ${path} (${countsText(records)})`).join('; ')
}

function countsText(records: Source['records']): string {
  return (
    Object.entries(records)
      .map(([table, count]) => `${count} ${table}`)
      .join(', ') || 'no records'
  )
}

export function briefText({ brief }: Incident): string {
  return brief?.text.slice(0, 6000) ?? 'There is no brief.'
}

/** What an explanation is made of comes before what surrounds it. */
const weight: Record<Finding['role'], number> = {
  cause: 5,
  symptom: 4,
  intervention: 3,
  impact: 2,
  'early-warning': 1,
  context: 0
}

/**
 * Findings with their cells, so that later roles can cite what is already established. Where they take more characters than
 * `longest`, the lighter ones are shown as they read, with their evidence behind them: known, and not to be quoted; the
 * lightest, when those take half as many again, by how they begin.
 */
export function findingsText(findings: readonly Finding[], longest: number): string {
  if (findings.length === 0) return 'None yet.'
  const byWeight = findings.toSorted((one, other) => weight[other.role] - weight[one.role])
  const texts = new Map<Finding, string>()
  let [cited, read] = [longest, longest / 2]
  for (const finding of byWeight) {
    const { statement, subject } = finding
    const [whole, plain] = [`${citableText(statement)}${subjectText(subject)}`, readText(statement)]
    if ((cited -= whole.length) >= 0) texts.set(finding, whole)
    else texts.set(finding, (read -= plain.length) >= 0 ? plain : shortened(plain, 100))
  }
  return findings.map((finding) => `${finding.id} [${finding.by}, ${finding.role}] ${texts.get(finding)}`).join('\n')
}

export function hypothesesText(hypotheses: readonly Hypothesis[]): string {
  if (hypotheses.length === 0) return 'None yet.'
  const first = hypotheses.length > 1 ? hypotheses.find(({ withdrawn }) => !withdrawn) : undefined
  return hypotheses
    .map(
      ({ id, category, component, subject, statement, mechanism, onset, withdrawn }) =>
        `${id}${withdrawn ? ' (taken back)' : id === first?.id ? ' (put first)' : ''} ${category} in ${component}${subjectText(subject)} (from ${onset ? timesShort(onset, '') : 'an unknown time'}): ${citableText(statement)} Mechanism: ${citableText(mechanism)}`
    )
    .join('\n')
}

/** What it is about, as it may be written again: long names are cut in the middle, and still known. */
function subjectText(subject: Finding['subject']): string {
  const { population, operation, entity, series } = subject ?? {}
  const named = [
    operation ? `operation "${shortened(operation, 80)}"${population ? ` (${population})` : ''}` : '',
    entity ? `entity "${entity}"` : '',
    series ? `series "${series}"` : ''
  ].filter(Boolean)
  return named.length > 0 ? ` <about ${named.join(', ')}>` : ''
}

/** A planner's task as its specialist reads it. */
export function taskText({ question, tellsCauseFromSymptom, instructions }: Task): string {
  return [question, `What would tell cause from symptom: ${tellsCauseFromSymptom}`, instructions].join('\n\n')
}

/** A sentence as its reader sees it, with the evidence that it rests on. */
function readText(statement: Statement): string {
  return `${statement.text} [${evidenceOf(statement).join(', ')}]`
}

/** A sentence as it was handed in, with the value behind each cell: what follows “=” is for reading, and a later role may copy the whole. */
export function citableText({ template, values, supports }: Statement): string {
  const text = template.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const cited = values[name]
    if (!cited) return braces
    const { citation, format } = cited
    return `{${citation.evidence}:${nameOf(citation)} = ${shortened(formatValue(citation.value, format), 220)}}`
  })
  return `${text}${supports.length > 0 ? ` [${supports.join(', ')}]` : ''}`
}
