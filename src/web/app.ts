import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { inquestErrorOf } from '../foundation/index.ts'
import type { Workspace } from '../workspace/index.ts'
import { guard } from './guard.ts'
import { html } from './html.ts'
import { renderPage } from './page.ts'
import { homePage } from './pages/home.ts'
import { problemPage } from './pages/problem.ts'
import { addCompareRoutes } from './routes/compare-routes.ts'
import { addEvidenceRoutes } from './routes/evidence-routes.ts'
import { addMaterialRoutes } from './routes/material-routes.ts'
import { addPlanRoutes } from './routes/plan-routes.ts'
import { addRunRoutes } from './routes/run-routes.ts'
import { addSteeringRoutes } from './routes/steering-routes.ts'
import { addTrainRoutes } from './routes/train-routes.ts'
import { assets } from './style.ts'

/** What routes are added to: the application, the workspace it shows, and the signal of its end. */
export interface Site {
  readonly app: Hono
  readonly workspace: Workspace
  readonly closing: AbortSignal
}

/** The application without its server. `port` is asked for at each request: a free one is known only when it listens. */
export function createApp(workspace: Workspace, port: () => number, closing: AbortSignal): Hono {
  const app = new Hono()
  const site: Site = { app, workspace, closing }
  app.use(guard(port))
  for (const { path, type, content } of assets) {
    app.get(path, (context) =>
      context.body(content, 200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' })
    )
  }
  app.get('/', async (context) => context.html(renderPage(await homePage(workspace))))
  addMaterialRoutes(site)
  addRunRoutes(site)
  addPlanRoutes(site)
  addEvidenceRoutes(site)
  addSteeringRoutes(site)
  addCompareRoutes(site)
  addTrainRoutes(site)
  app.notFound((context) =>
    context.html(renderPage(problemPage('There is no such page', html`It may have moved, or the address was cut.`)), 404)
  )
  app.onError((thrown, context) => {
    if (thrown instanceof HTTPException) return thrown.getResponse()
    const { code, message, nextStep } = inquestErrorOf(thrown)
    const status = {
      usage: context.req.method === 'POST' ? 400 : 404,
      materials: 422,
      'cannot-judge': 409,
      'gate-fell': 409,
      paused: 409,
      internal: 500
    } as const
    return context.html(renderPage(problemPage(message, nextStep)), status[code])
  })
  return app
}
