import type { Site } from '../app.ts'
import { renderPage } from '../page.ts'
import { comparePage } from '../pages/compare.ts'

/** Two runs side by side, chosen in the page. */
export function addCompareRoutes({ app, workspace }: Site): void {
  app.get('/compare', async (context) => {
    const [a, b] = [context.req.query('a'), context.req.query('b')]
    const chosen = a && b ? ([await workspace.open(a), await workspace.open(b)] as const) : null
    return context.html(renderPage(comparePage(await workspace.runs(), chosen)))
  })
}
