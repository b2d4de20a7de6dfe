import { Command, CommanderError } from 'commander'
import type { Action, CommonOptions } from './command.ts'
import { addAsk } from './commands/ask.ts'
import { addCache } from './commands/cache.ts'
import { addDemo } from './commands/demo.ts'
import { addEval } from './commands/eval/suite.ts'
import { addInvestigate } from './commands/investigate.ts'
import { addManual } from './commands/manual.ts'
import { addModels } from './commands/models.ts'
import { addPrompts } from './commands/prompts.ts'
import { addQuery } from './commands/query.ts'
import { addRegrade, addReplay, addRerun } from './commands/replay.ts'
import { addServe } from './commands/serve.ts'
import { addSimulate } from './commands/simulate.ts'
import { addPatterns } from './commands/patterns.ts'
import { addPlan, addSpecify, addTasks } from './commands/specify.ts'
import { addSources } from './commands/sources.ts'
import { addBacktest } from './commands/backtest.ts'
import { addVerify } from './commands/verify.ts'
import { inquestVersion } from '../inquest.ts'
import { work } from './work.ts'

const commands = [
  addInvestigate,
  addSources,
  addQuery,
  addVerify,
  addBacktest,
  addServe,
  addSpecify,
  addPlan,
  addTasks,
  addPatterns,
  addSimulate,
  addEval,
  addAsk,
  addManual,
  addReplay,
  addRegrade,
  addRerun,
  addPrompts,
  addModels,
  addCache,
  addDemo
]

/** Runs a command line. Returns the exit status: 0 done, 1 internal, 2 usage, 3 materials, 4 verify failed, 5 cannot judge. */
export async function run(argv: readonly string[]): Promise<number> {
  let status = 0
  const act = <Options>(command: Command, action: Action<Options>): void => {
    command
      .option('--quiet', 'no progress on stderr')
      .option('--verbose', 'log to stderr, and stack traces with errors')
      .action(async () => {
        status = await work(action, command.opts<Options & CommonOptions>(), command.args)
      })
  }
  const program = createProgram()
  for (const add of commands) add(program, act)
  for (const command of [program, ...program.commands, ...program.commands.flatMap((group) => group.commands)]) prepare(command)
  try {
    await program.parseAsync(argv, { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    return thrown.exitCode === 0 ? 0 : 2
  }
  return status
}

function createProgram(): Command {
  return new Command('inquest')
    .enablePositionalOptions()
    .description(
      'Conducts an inquest into a performance incident: from a folder of logs, metrics,\n' +
        'alerts and reports to a verdict in which every figure can be checked.'
    )
    .version(inquestVersion())
    .usage('<command> [options]')
    .addHelpText(
      'after',
      '\nStart here:\n' +
        '  $ inquest demo                     the sample incident, start to end\n' +
        '  $ inquest sources ./my-incident    what your files are taken for\n' +
        '  $ inquest investigate ./my-incident\n\n' +
        'Exit status: 0 done, 1 internal error, 2 usage, 3 materials, 4 verify failed,\n' +
        '5 cannot judge. Nothing leaves this machine.'
    )
}

/** Usage errors are one line and the next step, on stderr; help fits 80 columns. */
function prepare(command: Command): void {
  command
    .exitOverride()
    .configureHelp({ helpWidth: 80, showGlobalOptions: false })
    .configureOutput({
      outputError: (text, write) => {
        const line = text.replace(/^error: /, 'inquest: ').replaceAll(/\n\(?(Did you mean [^)\n]*)\)?/g, '. $1')
        write(line)
        write(`Run \`${nameOf(command)} --help\` for what it takes.\n`)
      }
    })
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}
