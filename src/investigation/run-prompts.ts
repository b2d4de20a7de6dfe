import { requireTools } from '../agents/index.ts'
import { loadPrompts, type PromptLibrary } from '../prompts/index.ts'
import { modelTools } from './model-tools.ts'

/** The prompts that a run works from, with the tools that they give known to be there. Throws InquestError `usage` at the first fault. */
export async function loadRunPrompts(
  folder: string | undefined,
  variants: Readonly<Record<string, string>> | undefined
): Promise<PromptLibrary> {
  const library = await loadPrompts({
    ...(folder === undefined ? {} : { folder }),
    ...(variants === undefined ? {} : { variants })
  })
  requireTools(
    library.prompts,
    modelTools.map(({ name }) => name)
  )
  return library
}
