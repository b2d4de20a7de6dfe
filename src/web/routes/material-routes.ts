import { bodyLimit } from 'hono/body-limit'
import { InquestError } from '../../foundation/index.ts'
import { uploadLimits, type UploadedFile } from '../../workspace/index.ts'
import type { Site } from '../app.ts'
import { renderPage } from '../page.ts'
import { materialsPage } from '../pages/materials.ts'
import { problemPage } from '../pages/problem.ts'
import { startPage } from '../pages/start.ts'
import { fieldsOf, materialsIn } from '../requests.ts'
import { posted } from './posted.ts'

/** Choosing materials, seeing what can be read of them, uploading some. */
export function addMaterialRoutes({ app, workspace }: Site): void {
  app.get('/start', async (context) => context.html(renderPage(await startPage(workspace))))

  app.get('/materials', async (context) => {
    const materials = context.req.query('materials')
    const catalogue = await workspace.catalogue(materialsIn(materials))
    return context.html(renderPage(materialsPage(materials ?? '', catalogue)))
  })

  const tooLarge = problemPage('The files are too large', 'Upload less at a time, or copy the folder into the workspace.')
  const limit = bodyLimit({
    maxSize: uploadLimits.bytes + 1024 ** 2,
    onError: (context) => context.html(renderPage(tooLarge), 413)
  })
  app.post('/materials', limit, async (context) => {
    const body = await posted(context)
    const { name = '' } = fieldsOf(body)
    try {
      const folder = await workspace.upload(name, [...filesIn(body['files']), ...filesIn(body['whole'])])
      return context.redirect(`/materials?materials=${encodeURIComponent(`folder:${folder}`)}`, 303)
    } catch (thrown) {
      if (!(thrown instanceof InquestError) || thrown.code !== 'usage') throw thrown
      return context.html(renderPage(await startPage(workspace, {}, `${thrown.message} ${thrown.nextStep}`)), 400)
    }
  })
}

function filesIn(value: unknown): UploadedFile[] {
  const files = (Array.isArray(value) ? value : [value]).filter((one): one is File => one instanceof File && one.size > 0)
  return files.map((file) => ({ path: file.name, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) }))
}
