import { InquestError } from '../../foundation/index.ts'
import { evidenceView } from '../../workspace/index.ts'
import type { Site } from '../app.ts'
import { renderPage } from '../page.ts'
import { evidenceListPage, findingsPage } from '../pages/evidence-list.ts'
import { evidencePage, linesPage } from '../pages/evidence.ts'
import { hypothesisPage } from '../pages/hypothesis.ts'

/** What a run found, and what it rests on: from a sentence to its evidence, and from there to the lines of the materials. */
export function addEvidenceRoutes({ app, workspace }: Site): void {
  app.get('/runs/:id/evidence', async (context) => {
    const run = await workspace.open(context.req.param('id'))
    const page = Math.max(1, Number.parseInt(context.req.query('page') ?? '1', 10) || 1)
    return context.html(renderPage(evidenceListPage(run, context.req.query('tool'), page)))
  })

  app.get('/runs/:id/evidence/:evidence', async (context) => {
    const { id, watch } = await workspace.open(context.req.param('id'))
    const view = evidenceView(watch.view.state, context.req.param('evidence'))
    if (!view) throw new InquestError('usage', 'This run has no such evidence.', 'The list of its evidence has all of it.')
    return context.html(renderPage(evidencePage(id, view)))
  })

  app.get('/runs/:id/findings', async (context) =>
    context.html(renderPage(findingsPage(await workspace.open(context.req.param('id')))))
  )

  app.get('/runs/:id/hypotheses/:hypothesis', async (context) => {
    const run = await workspace.open(context.req.param('id'))
    const one = run.watch.view.judged.find(({ id }) => id === context.req.param('hypothesis'))
    if (!one) throw new InquestError('usage', 'This run has no such explanation.', 'The page of the run lists them.')
    return context.html(renderPage(hypothesisPage(run, one)))
  })

  app.get('/runs/:id/lines/:source', async (context) => {
    const { id, watch } = await workspace.open(context.req.param('id'))
    const source = watch.view.state.started?.sources.find((one) => one.id === context.req.param('source'))
    if (!source) throw new InquestError('usage', 'This run read no such source.', 'The report lists the sources.')
    const at = context.req.query('at')
    const from = Number.parseInt(context.req.query('from') ?? '1', 10) || 1
    const lines = await workspace.lines(id, source.id, at === undefined ? { from } : { at })
    return context.html(renderPage(linesPage(id, source.id, source.path, lines)))
  })
}
