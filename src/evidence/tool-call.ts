import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CallArguments, type Incident } from '../domain/index.ts'
import { closest, InquestError } from '../foundation/index.ts'
import type { ToolCall } from './ledger.ts'
import type { EvidenceTool } from './tool.ts'

/** A call whose tool is known and whose arguments fit: defaults filled in, keys sorted. */
export interface CheckedCall {
  readonly tool: EvidenceTool
  readonly arguments: CallArguments
  readonly id: string
}

/** Checks a call and identifies it. Throws InquestError `usage` naming the tool or field, with an example that works. */
export function checkCall(call: ToolCall, tools: ReadonlyMap<string, EvidenceTool>, incident: Incident): CheckedCall {
  const tool = tools.get(call.tool)
  if (!tool) {
    const near = closest(call.tool, tools.keys())
    throw new InquestError(
      'usage',
      `There is no tool "${call.tool}".${near ? ` Did you mean "${near}"?` : ''}`,
      `Call one of: ${[...tools.keys()].join(', ')}.`
    )
  }
  const names = Object.keys(tool.arguments.shape)
  const unknown = Object.keys(call.arguments).find((name) => !names.includes(name))
  // Only for who got it wrong: an example takes longer to make than most calls to check.
  const next = (): string =>
    `For example: ${JSON.stringify({ tool: tool.name, arguments: exampleArguments(tool.arguments, incident) })}`
  if (unknown !== undefined) {
    const near = closest(unknown, names)
    const known = names.length > 0 ? `It takes: ${names.join(', ')}.` : 'It takes no arguments.'
    const message = `${tool.name} has no argument "${unknown}".${near ? ` Did you mean "${near}"?` : ''} ${known}`
    throw new InquestError('usage', message, next(), { details: { tool: tool.name, field: unknown } })
  }
  const parsed = tool.arguments.safeParse(call.arguments)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') ?? ''
    const message = `${tool.name}: argument "${field}" does not fit: ${issue?.message ?? 'invalid'}.`
    throw new InquestError('usage', message, next(), { details: { tool: tool.name, field } })
  }
  const canonical = CallArguments.parse(sortKeys(parsed.data))
  return { tool, arguments: canonical, id: evidenceId(incident.materialsHash, tool.name, canonical) }
}

/** `ev_` + 12 hex digits that identify a call on these materials. */
export function evidenceId(materialsHash: string, tool: string, canonical: CallArguments): string {
  const identity = JSON.stringify([materialsHash, tool, canonical])
  return `ev_${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`
}

/** JSON with the keys of every object in order and nothing undefined: two equal calls are written the same. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortKeys(inner)]))
}

type JsonSchema = z.core.JSONSchema.BaseSchema

/** Arguments that would be accepted, with times from the materials: what an error shows. */
export function exampleArguments(schema: z.ZodObject, incident: Incident): Record<string, unknown> {
  const times = incident.sources.flatMap(({ firstTime, lastTime }) => [firstTime, lastTime]).filter((time) => time !== null)
  const from = times.reduce((a, b) => (b < a ? b : a), times[0] ?? '2031-01-01T00:00:00.000Z')
  const to = times.reduce((a, b) => (b > a ? b : a), times[0] ?? '2031-01-01T01:00:00.000Z')
  const example = (part: JsonSchema | boolean, name: string): unknown => {
    if (typeof part === 'boolean') return null
    if (part.properties?.['from'] && part.properties['to']) return { from, to }
    const first = part.anyOf?.[0]
    if (first) return example(first, name)
    if (part.enum) return part.enum[0]
    if (part.type === 'object') return exampleOf(part)
    if (part.type === 'number' || part.type === 'integer') return 10
    if (part.type === 'boolean') return true
    return name === 'time' ? from : `<${name}>`
  }
  const exampleOf = (part: JsonSchema): Record<string, unknown> => {
    const needed = Object.entries(part.properties ?? {}).filter(([name]) => part.required?.includes(name))
    return Object.fromEntries(needed.map(([name, inner]) => [name, example(inner, name)]))
  }
  return exampleOf(z.toJSONSchema(schema, { io: 'input' }))
}
