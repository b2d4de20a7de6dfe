import { bodyLimit } from 'hono/body-limit'
import { InquestError } from '../../foundation/index.ts'
import { answerRequest, type PendingRequest } from '../../workspace/index.ts'
import type { Site } from '../app.ts'
import { renderPage } from '../page.ts'
import { manualPage } from '../pages/manual.ts'
import { fieldsOf, steeringIn } from '../requests.ts'
import { posted } from './posted.ts'

/** Taking part in a run: explanations, tests, and answers in place of a model. */
export function addSteeringRoutes({ app, workspace }: Site): void {
  const small = bodyLimit({ maxSize: 2 * 1024 ** 2 })

  app.post('/runs/:id/steering', small, async (context) => {
    const fields = fieldsOf(await posted(context))
    const id = context.req.param('id')
    await workspace.steer(id, steeringIn(fields))
    return context.redirect(`/runs/${id}`, 303)
  })

  app.get('/runs/:id/requests/:number', async (context) => {
    const { id, waiting } = await workspace.open(context.req.param('id'))
    const request = pending(waiting, context.req.param('number'))
    return request ? context.html(renderPage(manualPage(id, request, waiting.length))) : context.redirect(`/runs/${id}`, 303)
  })

  app.post('/runs/:id/requests/:number', small, async (context) => {
    const { answer = '' } = fieldsOf(await posted(context))
    const { id, folder, waiting } = await workspace.open(context.req.param('id'))
    const number = context.req.param('number')
    try {
      await answerRequest(folder, number, answer)
    } catch (thrown) {
      const request = pending(waiting, number)
      if (!(thrown instanceof InquestError) || !request) throw thrown
      return context.html(renderPage(manualPage(id, request, waiting.length, thrown)), 400)
    }
    return context.redirect(`/runs/${id}`, 303)
  })
}

function pending(waiting: readonly PendingRequest[], number: string): PendingRequest | undefined {
  return waiting.find((request) => request.number === number)
}
