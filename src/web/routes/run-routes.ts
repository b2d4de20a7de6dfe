import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bodyLimit } from 'hono/body-limit'
import { InquestError } from '../../foundation/index.ts'
import { renderHtml } from '../../report/index.ts'
import type { Site } from '../app.ts'
import { liveEvents } from '../live-events.ts'
import { renderPage } from '../page.ts'
import { runPage } from '../pages/run.ts'
import { startPage } from '../pages/start.ts'
import { askedIn, fieldsOf } from '../requests.ts'
import { posted } from './posted.ts'

/** Starting, watching, stopping and resuming runs, and their reports. */
export function addRunRoutes({ app, workspace, closing }: Site): void {
  const small = bodyLimit({ maxSize: 256 * 1024 })

  app.post('/runs', small, async (context) => {
    const fields = fieldsOf(await posted(context))
    try {
      const { materials, options, suggested } = askedIn(fields)
      if (fields['look']) {
        return context.redirect(`/materials?materials=${encodeURIComponent(`${materials.kind}:${materials.name}`)}`, 303)
      }
      return context.redirect(`/runs/${await workspace.start(materials, options, suggested)}`, 303)
    } catch (thrown) {
      if (!(thrown instanceof InquestError)) throw thrown
      return context.html(renderPage(await startPage(workspace, fields, `${thrown.message} ${thrown.nextStep}`)), 400)
    }
  })

  app.get('/runs/:id', async (context) => {
    const run = await workspace.open(context.req.param('id'))
    return context.html(renderPage(runPage(run)))
  })

  app.get('/runs/:id/events', async (context) => {
    const id = context.req.param('id')
    await workspace.open(id)
    return liveEvents(context, workspace, id, closing)
  })

  app.post('/runs/:id/stop', small, async (context) => {
    await posted(context)
    const id = context.req.param('id')
    await workspace.stop(id)
    return context.redirect(`/runs/${id}`, 303)
  })

  app.post('/runs/:id/resume', small, async (context) => {
    await posted(context)
    const id = context.req.param('id')
    await workspace.resume(id)
    return context.redirect(`/runs/${id}`, 303)
  })

  app.get('/runs/:id/report', async (context) => {
    const { folder, watch } = await workspace.open(context.req.param('id'))
    const { record } = watch.view.state
    const report = (await readFile(join(folder, 'report.html'), 'utf8').catch(() => null)) ?? (record && renderHtml(record))
    if (report === null) {
      throw new InquestError('usage', 'This run has no report yet.', 'A report is written when the run is finished.')
    }
    return context.html(report, 200, { 'content-security-policy': policyOfReport(report) })
  })
}

/** A report brings its one style sheet and names its hash; whoever changed the file gets no script past this. */
function policyOfReport(report: string): string {
  const hash = /style-src '(sha256-[\w+/=]+)'/.exec(report.slice(0, 2000))?.[1]
  return `default-src 'none'; style-src ${hash ? `'${hash}'` : "'none'"}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}
