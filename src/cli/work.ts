import type { Action, CommonOptions } from './command.ts'
import { reportFailure } from './failure.ts'
import { listenForInterruption } from './interruption.ts'
import { createProgress } from './progress.ts'
import { openTerminal } from './terminal.ts'

/** Runs an action at its workplace; whatever it throws becomes a message, a next step and an exit status. */
export async function work<Options>(
  action: Action<Options>,
  options: Options & CommonOptions,
  args: readonly string[]
): Promise<number> {
  const verbose = options.verbose ?? false
  const terminal = openTerminal()
  const progress = createProgress(terminal, { quiet: options.quiet })
  using interruption = listenForInterruption()
  try {
    return await action({ terminal, progress, interruption, verbose }, options, args)
  } catch (thrown) {
    progress[Symbol.dispose]()
    const status = await reportFailure(thrown, terminal, { verbose, interrupted: interruption.exitStatus !== null })
    return interruption.exitStatus ?? status
  } finally {
    progress[Symbol.dispose]()
  }
}
