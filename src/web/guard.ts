import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { type Content, html, type Html } from './html.ts'

/** What every answer says: only our own files, no frame, no guessing of types, no address of a page to anybody else. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
}

/**
 * Stands before every route. A page of another site cannot reach the server through a name that it controls (Host), nor
 * send it a form (Origin, and a token that only our own pages hold, see `form`). Nothing is kept in the browser.
 */
export function guard(port: () => number): MiddlewareHandler {
  const isOurs = (host: string | undefined): boolean =>
    ['127.0.0.1', 'localhost', '[::1]'].some((name) => host === `${name}:${port()}`)
  return async (context, next) => {
    const { method } = context.req
    if (!isOurs(context.req.header('host'))) return refuse(context, 'This server answers only to this machine.')
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return context.text('', 405, headers)
    const origin = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const foreign = origin !== undefined && !(origin.startsWith('http://') && isOurs(origin.slice('http://'.length)))
    // A link from elsewhere may open a page; nothing but our own pages may send a form.
    if (foreign || (method === 'POST' && site !== undefined && site !== 'same-origin')) {
      return refuse(context, 'This request comes from another site.')
    }
    await next()
    for (const [name, value] of Object.entries(headers)) if (!context.res.headers.has(name)) context.header(name, value)
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
    return undefined
  }
}

function refuse(context: Context, why: string): Response {
  return context.text(`${why}\n`, 403, headers)
}

/** Known to the pages of this process alone: no other site can read one of them. */
const token = randomBytes(24).toString('base64url')
const field = 'csrf'

/** A form that changes something, with its token. */
export function form(action: string, content: Content, { upload = false } = {}): Html {
  const kind = upload && html` enctype="multipart/form-data"`
  return html`<form method="post" action="${action}" ${kind} novalidate>
    <input type="hidden" name="${field}" value="${token}" />${content}
  </form>`
}

/** Does a form come from one of our pages? */
export function holdsToken(fields: Readonly<Record<string, unknown>>): boolean {
  const sent = fields[field]
  if (typeof sent !== 'string') return false
  const [a, b] = [Buffer.from(token), Buffer.from(sent)]
  return a.length === b.length && timingSafeEqual(a, b)
}
