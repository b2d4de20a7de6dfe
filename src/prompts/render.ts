import { createHash } from 'node:crypto'
import { InquestError } from '../foundation/index.ts'
import { variableTag } from './parse.ts'
import type { Message, Prompt, PromptValues, VariableType } from './prompt.ts'

/**
 * Fills a prompt's variables in one pass: what stands in a value is never looked at again.
 * Throws InquestError `usage` for a missing, unknown or wrongly typed value.
 */
export function renderPrompt(prompt: Prompt, values: PromptValues): Message[] {
  for (const name of Object.keys(values)) {
    if (!(name in prompt.variables)) throw mismatch(prompt, `it has no variable "${name}"`)
  }
  const rendered = new Map(
    Object.entries(prompt.variables).map(([name, { type }]) => {
      if (values[name] === undefined) throw mismatch(prompt, `the variable "${name}" has no value`)
      return [name, renderValue(prompt, name, type, values[name])]
    })
  )
  return prompt.parts.map(({ role, template }) => ({
    role,
    content: template.replaceAll(variableTag, (_, name: string) => rendered.get(name) ?? '')
  }))
}

function renderValue(prompt: Prompt, name: string, type: VariableType, value: unknown): string {
  switch (type) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw mismatch(prompt, `"${name}" must be a number`)
      return String(value)
    case 'json':
      return JSON.stringify(value, null, 1)
    case 'text':
      if (typeof value !== 'string') throw mismatch(prompt, `"${name}" must be text`)
      return value
    case 'untrusted':
      if (typeof value !== 'string') throw mismatch(prompt, `"${name}" must be text`)
      return dataBlock(value)
    case 'delegated':
      if (typeof value !== 'string') throw mismatch(prompt, `"${name}" must be text`)
      return dataBlock(value, 'task')
  }
}

/**
 * Marks text as data. The mark is a hash of the content, so that no content can contain its own end mark, and the same
 * content renders to the same request in every run.
 */
export function dataBlock(content: string, tag: 'data' | 'task' = 'data'): string {
  const mark = createHash('sha256').update(content).digest('hex').slice(0, 16)
  return `<${tag} ${mark}>\n${content}\n</${tag} ${mark}>`
}

function mismatch(prompt: Prompt, what: string): InquestError {
  return new InquestError(
    'usage',
    `${prompt.path}: ${what}`,
    `Its variables are: ${Object.keys(prompt.variables).join(', ') || 'none'}.`
  )
}
