import type { Runbook } from '../../domain/index.ts'
import { type Block, paragraph, strong, text } from '../document/block.ts'
import { page, subheading, typed } from './page.ts'

/** `runbooks/*.md`: what has no figure of this incident is the same for every service, and may be reused as it stands. */
export const runbookPages = (runbooks: readonly Runbook[]): [path: string, content: string][] =>
  runbooks.map((runbook) => [`runbooks/${runbook.id}.md`, page(runbook.title, blocksOf(runbook))])

const blocksOf = ({ audience, sections }: Runbook): Block[] => [
  paragraph(strong('For: '), text(audience)),
  ...sections.flatMap(({ title, steps }): Block[] => [
    subheading(title),
    ...steps.flatMap(({ say, run, expect }, i): Block[] => [
      paragraph(strong(`${i + 1}. `), text(say)),
      ...typed(run),
      ...(expect === null ? [] : [paragraph(strong('You see: '), text(expect))])
    ])
  ])
]
