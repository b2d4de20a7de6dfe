import type { AddCommand } from '../command.ts'
import { examples } from '../command.ts'
import { waitingFor } from '../../prompting.ts'

export const addManual: AddCommand = (program, act) => {
  const command = program
    .command('manual')
    .summary('what a run by hand waits for')
    .description(
      'Shows which requests of a run with --model manual wait for an answer, where it goes,\nand what was wrong with the last one.'
    )
    .argument('<run>', 'folder of the run')
    .option('--json', 'as JSON')
    .addHelpText('after', examples('inquest manual runs/2031-04-08T101500-my-incident'))
  act<{ readonly json?: boolean }>(command, async ({ terminal }, { json }, [run = '']) => {
    const waiting = await waitingFor(run)
    const lines = waiting.flatMap(({ title, path, answerPath, problem }) => [
      `${path}: ${title}`,
      `  the answer goes to ${answerPath}`,
      ...(problem === null ? [] : problem.split('\n').map((line) => `  ${line}`))
    ])
    terminal.result(json ? JSON.stringify(waiting, null, 2) : lines.join('\n') || 'Nothing waits for an answer.')
    return 0
  })
}
