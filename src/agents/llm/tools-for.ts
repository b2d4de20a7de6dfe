import type { EvidenceTool } from '../../evidence/index.ts'
import { closest, InquestError } from '../../foundation/index.ts'
import type { Prompt } from '../../prompts/index.ts'
import type { LlmContext } from './context.ts'

/**
 * The tools that a prompt's front matter gives to whoever speaks, and those that were asked for on its behalf, in the order
 * of the menu. A prompt that names none gives all: schemas are sent with every turn, and what is not needed costs each time.
 * Throws InquestError `usage` for a name that is no tool.
 */
export function toolsFor(
  { prompts, tools }: Pick<LlmContext, 'prompts' | 'tools'>,
  id: string,
  who: string,
  more: readonly string[] = []
): readonly EvidenceTool[] {
  const prompt = prompts.get(id)
  const given = prompt.tools[who]
  if (!given) return tools
  return tools.filter(({ name }) => given.includes(name) || more.includes(name))
}

/** Throws InquestError `usage` when a prompt gives a tool that there is not. */
export function requireTools(prompts: readonly Prompt[], known: readonly string[]): void {
  for (const { path, tools } of prompts) {
    for (const [who, names] of Object.entries(tools)) {
      const wrong = names.find((name) => !known.includes(name))
      if (wrong === undefined) continue
      const near = closest(wrong, known)
      throw new InquestError(
        'usage',
        `${path}: tools: ${who}: there is no tool "${wrong}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
        `Give some of: ${known.join(', ')}.`
      )
    }
  }
}
