import { z } from 'zod'

export const PromptRole = z.enum(['system', 'user', 'assistant'])
export type PromptRole = z.infer<typeof PromptRole>

/**
 * What may stand in a variable. `text` is ours and short; `json` is rendered as indented JSON; `untrusted` is anything
 * that comes from the materials and is rendered inside a marked data block that its own content cannot close; `delegated`
 * is what another role asks for, marked in the same way as a task: to be followed within the prompt's own rules.
 */
export const VariableType = z.enum(['text', 'number', 'json', 'untrusted', 'delegated'])
export type VariableType = z.infer<typeof VariableType>

/** The YAML front matter of a prompt file. Unknown keys are errors. */
export const FrontMatter = z.strictObject({
  /** Stable name, equal to the path in `prompts/` without `.md`. */
  id: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/, 'lower-case words joined by "-", folders by "/"'),
  /** A label for people; what a run records is the hash of the content. */
  version: z.int().positive(),
  title: z.string(),
  /** Which role of an investigation speaks: planner, specialist, sceptic … or `ask` for prompts that run alone. */
  role: z.string(),
  phase: z.enum(['plan', 'analyse', 'design', 'any']),
  variables: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), z.strictObject({ type: VariableType, about: z.string() }))
    .default({}),
  /** Which tools may be called, by who speaks (a speciality, or the role); one who is not named may call all. */
  tools: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  /** Name of the answer's schema; null for prose. */
  output: z.string().nullable().default(null),
  model: z
    .strictObject({ temperature: z.number().min(0).max(2).optional(), maxOutputTokens: z.int().positive().optional() })
    .default({}),
  /** Why it is written as it is: shown to trainers, never sent. */
  why: z.string().default('')
})
export type FrontMatter = z.infer<typeof FrontMatter>

export interface PromptPart {
  readonly role: PromptRole
  /** Template text with partials expanded. */
  readonly template: string
}

/** A prompt file, parsed and checked. */
export interface Prompt extends FrontMatter {
  readonly path: string
  readonly parts: readonly PromptPart[]
  /** First 12 hex digits of sha256 over front matter that is sent (model, output, variables, tools) and the expanded parts. */
  readonly hash: string
}

export interface Message {
  readonly role: PromptRole
  readonly content: string
}

export type PromptValues = Readonly<Record<string, unknown>>
