import { type ServerType, serve } from '@hono/node-server'
import { InquestError } from '../foundation/index.ts'
import { openWorkspace } from '../workspace/index.ts'
import { createApp } from './app.ts'

export interface ServerOptions {
  /** Folder with incidents and runs. @default the current directory */
  readonly workspace?: string | undefined
  /** 0 takes any free port. @default 8717 */
  readonly port?: number | undefined
}

/** A server that answers, and what ends it: its runs wind down and can be resumed. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string
}

const host = '127.0.0.1'
const defaultPort = 8717

/** Serves a workspace to this machine alone. Throws InquestError `usage` when the port is taken or the folder is none. */
export async function startServer({ workspace: folder = '.', port = defaultPort }: ServerOptions = {}): Promise<RunningServer> {
  const workspace = await openWorkspace(folder)
  const closing = new AbortController()
  let listening = port
  const app = createApp(workspace, () => listening, closing.signal)
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: host, port }, ({ port: taken }) => {
      listening = taken
      resolve(started)
    })
    started.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(port, cause)))
  })
  return {
    url: `http://${host}:${listening}/`,
    async [Symbol.asyncDispose]() {
      closing.abort()
      const closed = new Promise((resolve) => server.close(resolve))
      await workspace[Symbol.asyncDispose]()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    }
  }
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): InquestError {
  const taken = cause.code === 'EADDRINUSE'
  return new InquestError(
    'usage',
    taken
      ? `Port ${port} is taken by another program, perhaps another \`inquest serve\`.`
      : `Port ${port} cannot be used: ${cause.message}`,
    `Choose another: inquest serve --port ${port < 65_000 ? port + 1 : 8717}`,
    { cause }
  )
}
