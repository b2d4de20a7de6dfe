import { once } from 'node:events'
import { InvalidArgumentError } from 'commander'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'

interface Options {
  readonly port?: number
  readonly workspace?: string
}

export const addServe: AddCommand = (program, act) => {
  const command = program
    .command('serve')
    .summary('a web page on this machine: run, watch, read and teach')
    .description(
      'Serves a web page to this machine alone: start runs, watch them, read reports,\nand train with them. Ctrl-C ends it; runs under way can be resumed.'
    )
    .option('--port <n>', 'port to listen on (default: 8717)', portNumber)
    .option('--workspace <dir>', 'folder with your incidents, and runs/ (default: the current directory)')
    .addHelpText('after', examples('inquest serve', 'inquest serve --workspace ~/incidents --port 9000'))
  act<Options>(command, async ({ terminal, progress, interruption }, options) => {
    const { startServer } = await import('../../web/index.ts')
    progress[Symbol.dispose]()
    await using server = await startServer(options)
    terminal.result(`Inquest is at ${server.url}\nOpen it in a browser. Ctrl-C ends it.`)
    if (!interruption.signal.aborted) await once(interruption.signal, 'abort')
    return interruption.exitStatus ?? 0
  })
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Give a number from 1 to 65535.')
}
