import { createIncidentFolder, type IncidentFolder } from '../../src/testing/index.ts'
import { openWorkspace, type Workspace } from '../../src/workspace/index.ts'
import { createApp } from '../../src/web/app.ts'

/** An application over a workspace of its own, asked as a browser on this machine would ask it. */
export interface MadeSite extends AsyncDisposable {
  /** The workspace's folder, which holds what was given below `incidents/`. */
  readonly place: IncidentFolder
  readonly workspace: Workspace
  ask(path: string, request: RequestInit): Promise<Response>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Sends a form with the token of our pages, unless another is given. */
  post(
    path: string,
    fields: Readonly<Record<string, string | File>>,
    headers?: Readonly<Record<string, string>>,
    body?: FormData
  ): Promise<Response>
}

const host = '127.0.0.1:8717'

export async function madeSite(files: Readonly<Record<string, string>> = {}): Promise<MadeSite> {
  const place = await createIncidentFolder(files, 'workspace')
  // Runs are processes of their own, and read the environment.
  process.env['INQUEST_CACHE_DIR'] = place.path('cache')
  const workspace = await openWorkspace(place.folder)
  const app = createApp(workspace, () => 8717, new AbortController().signal)
  const get: MadeSite['get'] = async (path, headers = {}) => app.request(path, { headers: { host, ...headers } })
  return {
    place,
    workspace,
    ask: async (path, request) => app.request(path, request),
    get,
    async post(path, fields, headers = {}, body = new FormData()) {
      const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(await (await get('/start')).text()) ?? []
      for (const [name, value] of Object.entries({ csrf: token, ...fields })) body.append(name, value)
      return app.request(path, { method: 'POST', body, headers: { host, origin: `http://${host}`, ...headers } })
    },
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    }
  }
}
