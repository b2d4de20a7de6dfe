import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sample } from '../samples.ts'
import type { GateOutcome, SubjectSummary } from '../summary.ts'
import type { Suite } from '../suite.ts'
import { promptDiffs } from './prompt-diff.ts'
import { renderPage } from './render-page.ts'
import { renderSummary } from './render-summary.ts'

/** What a page shows. */
export interface PageContent {
  readonly suite: Pick<Suite, 'name' | 'about'>
  readonly summaries: readonly SubjectSummary[]
  readonly gates: readonly GateOutcome[]
  readonly samples: readonly Sample[]
}

/** Writes `<suite>.html`, one file with every answer, and `<suite>.md`, a summary for a pull request. */
export async function writePage(
  content: PageContent,
  out: string
): Promise<{ readonly html: string; readonly markdown: string }> {
  await mkdir(out, { recursive: true })
  const [html, markdown] = [join(out, `${content.suite.name}.html`), join(out, `${content.suite.name}.md`)]
  const hashes = [...new Set(content.samples.map(({ prompts }) => prompts))]
  await writeFile(html, renderPage(content, await promptDiffs(hashes, out)))
  await writeFile(markdown, renderSummary(content))
  return { html, markdown }
}
