import { bodyLimit } from 'hono/body-limit'
import { InquestError } from '../../foundation/index.ts'
import type { Site } from '../app.ts'
import { renderPage } from '../page.ts'
import { planIn, planPage } from '../pages/plan.ts'
import { posted } from './posted.ts'

/** Reading a plan, and changing it while its run waits for that. */
export function addPlanRoutes({ app, workspace }: Site): void {
  app.get('/runs/:id/plan', async (context) => context.html(renderPage(planPage(await workspace.open(context.req.param('id'))))))

  app.post('/runs/:id/plan', bodyLimit({ maxSize: 1024 ** 2 }), async (context) => {
    const fields = await posted(context)
    const run = await workspace.open(context.req.param('id'))
    if (!run.plan || String(run.plan.round) !== fields['round']) {
      throw new InquestError('usage', 'This run does not wait for a plan.', 'Load the page of the run again.')
    }
    const edited = planIn(fields, run.plan)
    try {
      await workspace.editPlan(run.id, edited)
    } catch (thrown) {
      if (!(thrown instanceof InquestError)) throw thrown
      return context.html(renderPage(planPage(run, edited, `${thrown.message} ${thrown.nextStep}`)), 400)
    }
    if (fields['wait']) return context.redirect(`/runs/${run.id}/plan`, 303)
    await workspace.resume(run.id)
    return context.redirect(`/runs/${run.id}`, 303)
  })
}
