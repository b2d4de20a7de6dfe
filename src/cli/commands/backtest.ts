import { backtestOn } from '../../practise.ts'
import { backtestText } from '../backtest-text.ts'
import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'

interface Options {
  readonly on: string
  readonly json?: boolean
}

export const addBacktest: AddCommand = (program, act) => {
  const command = program
    .command('backtest')
    .summary('try the detectors of a run on other materials')
    .description(
      'Tries the detectors that a run designed on other materials: on a healthy day every\n' +
        'firing is a false alarm, on another incident of the kind it is a hit. Ends with\n' +
        'status 4 when a detector that wakes somebody fires.'
    )
    .argument('<run folder>', 'folder that `inquest investigate` wrote')
    .requiredOption('--on <dir>', 'folder of the other materials')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('inquest backtest runs/2031-04-08T101500-my-incident --on healthy-tuesday'))
  act<Options>(command, async ({ terminal, progress, interruption, verbose }, { on, json }, [runFolder = '']) => {
    const result = await backtestOn(runFolder, on, { verbose, observer: progress, signal: interruption.signal })
    progress[Symbol.dispose]()
    terminal.result(json ? JSON.stringify(result, null, 2) : backtestText(result, terminal.width))
    return result.detectors.some(({ detector, firings }) => detector.severity === 'page' && (firings ?? 0) > 0) ? 4 : 0
  })
}
