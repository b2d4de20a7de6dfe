import type { Statement } from '../../domain/index.ts'
import type { Desk } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { distinct } from './drafting.ts'
import { answers } from './drafts.ts'
import { ground } from './ground.ts'
import { toolAllowance } from './roles.ts'
import { toolsFor } from './tools-for.ts'
import { briefText, catalogueText } from './texts.ts'

/** What a prompt that runs alone came to: every sentence with its cells. */
export interface Asked {
  readonly summary: readonly Statement[]
  readonly sections: readonly { readonly heading: string; readonly sentences: readonly Statement[] }[]
  /** In the model's own words: what the materials cannot show. */
  readonly notShown: readonly string[]
}

/** Asks one prompt of the library over the materials, with tools; sentences that nothing carries are struck. */
export async function askPrompt(context: LlmContext, desk: Desk, prompt: string): Promise<Asked> {
  const book = createCellBook()
  const parts = await converse({
    context,
    desk,
    role: 'ask',
    name: prompt,
    title: context.prompts.get(prompt).title,
    prompt,
    answer: answers.AskAnswer,
    book,
    tools: toolsFor(context, prompt, 'ask'),
    settle: ({ summary, sections, notShown }) => {
      const problems: string[] = []
      const standing = (sentences: readonly string[]): Statement[] =>
        sentences.flatMap((sentence) => {
          const grounded = ground(sentence, book)
          if ('statement' in grounded) return grounded.statement
          problems.push(grounded.problem)
          return []
        })
      const stood: Asked = {
        summary: standing(summary),
        sections: sections.map(({ heading, sentences }) => ({ heading, sentences: standing(sentences) })),
        notShown
      }
      return { stood, problems }
    },
    values: () => ({
      catalogue: catalogueText(desk.incident),
      brief: briefText(desk.incident),
      frame: frameText(desk),
      allowance: toolAllowance(context)
    })
  })
  return joined(parts)
}

/** What stood at first, and what was mended under the same heading. */
function joined(parts: readonly Asked[]): Asked {
  const headings = [...new Set(parts.flatMap(({ sections }) => sections.map(({ heading }) => heading)))]
  return {
    summary: distinct(parts.flatMap(({ summary }) => summary)),
    sections: headings.flatMap((heading) => {
      const sentences = parts.flatMap(({ sections }) =>
        sections.flatMap((section) => (section.heading === heading ? section.sentences : []))
      )
      return sentences.length > 0 ? [{ heading, sentences: distinct(sentences) }] : []
    }),
    notShown: [...new Set(parts.flatMap(({ notShown }) => notShown))]
  }
}
