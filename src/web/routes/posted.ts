import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { holdsToken } from '../guard.ts'
import { renderPage } from '../page.ts'
import { problemPage } from '../pages/problem.ts'

/** The fields of a form of ours. Throws HTTPException 403 for one that is not, 400 for what is no form. */
export async function posted(context: Context): Promise<Record<string, unknown>> {
  const body = await context.req.parseBody({ all: true }).catch((cause: unknown) => {
    throw new HTTPException(400, { message: 'not a form', cause })
  })
  if (holdsToken(body)) return body
  const page = problemPage(
    'This form is out of date',
    'Inquest was started again since the page was loaded, or the form came from elsewhere. Load the page again and repeat what you did.'
  )
  throw new HTTPException(403, { res: new Response(renderPage(page), { status: 403, headers: { 'content-type': 'text/html' } }) })
}
