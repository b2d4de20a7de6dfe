import type { AddCommand } from '../../command.ts'
import { corpusText } from '../../corpus-text.ts'
import { checkGraders } from '../../../evaluate.ts'

interface Options {
  readonly out: string
  readonly json?: boolean
}

export const addEvalGraders: AddCommand = (group, act) => {
  const command = group
    .command('graders')
    .summary('hold the graders against labelled answers')
    .description(
      'Grades the labelled answers of evals/graders-corpus/ and every mutant of the good ones.\n' +
        'Exit status 4 when more than 2 % of the bad ones are let through or more than 5 % of the\n' +
        'good ones turned away, held-out ones are judged worse than recorded, or a mutant survives.'
    )
    .option('--out <dir>', 'where simulated cases go', 'runs/evals')
    .option('--json', 'print the outcome as JSON')
  act<Options>(command, async ({ terminal, progress }, { out, json }) => {
    const report = await checkGraders(out)
    progress[Symbol.dispose]()
    terminal.result(json ? JSON.stringify(report, null, 2) : corpusText(report))
    return report.held ? 0 : 4
  })
}
