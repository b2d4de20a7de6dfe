import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { verificationText } from '../verification-text.ts'
import { verify } from '../../inquest.ts'

interface Options {
  readonly materials?: string
  readonly json?: boolean
}

export const addVerify: AddCommand = (program, act) => {
  const command = program
    .command('verify')
    .summary('check every figure and sentence of a report against the materials')
    .description(
      'Checks a report against the materials, without a model or network: runs every\n' +
        'cited tool call again, renders every sentence again, judges again, and names\n' +
        'what no longer holds (exit status 4).'
    )
    .argument('<run folder>', 'folder that `inquest investigate` wrote')
    .option('--materials <dir>', 'where the materials are now (default: where they were)')
    .option('--json', 'print the problems as JSON')
    .addHelpText('after', examples('inquest verify runs/2031-04-08T101500-my-incident'))
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, options, [runFolder = '']) => {
    const { materials } = options
    const result = await verify(runFolder, { materials, verbose, observer: progress, signal: interruption.signal })
    progress[Symbol.dispose]()
    terminal.result(options.json ? JSON.stringify(result, null, 2) : verificationText(result, terminal))
    return result.problems.length === 0 ? 0 : 4
  })
}
