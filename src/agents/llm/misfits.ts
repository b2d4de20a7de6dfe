import type { z } from 'zod'
import type { ToolRequest } from '../../models/index.ts'

/** What in a hand-in does not fit its schema, each with the field and the mend; nothing for replies that call tools. */
export function misfits(toolCalls: readonly ToolRequest[], answer: z.ZodType): string[] {
  const handIn = toolCalls.find(({ name }) => name === 'hand_in')
  if (!handIn) return []
  const parsed = answer.safeParse(handIn.arguments)
  return parsed.success ? [] : parsed.error.issues.slice(0, 12).map((issue) => misfit(issue, handIn.arguments))
}

function misfit(issue: z.core.$ZodIssue, whole: unknown): string {
  const field = issue.path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('')
  const given = issue.path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    whole
  )
  const place = field || 'the answer'
  switch (issue.code) {
    case 'invalid_value':
      return `${place} is ${shown(given)}; write one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}.`
    case 'invalid_type':
      return given === undefined
        ? `${place} is missing; it takes ${withArticle(issue.expected)}.`
        : `${place} is ${shown(given)}; it takes ${withArticle(issue.expected)}.`
    case 'too_big':
      return `${place} holds too much; at most ${String(issue.maximum)}.`
    default:
      return `${place}: ${issue.message}.`
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function withArticle(type: string): string {
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}
