import type { Terminal } from './terminal.ts'
import { wrap } from './wrap.ts'

/** One line of what is wrong, one of what to do about it; the stack only for who asked. Returns the exit status. */
export async function reportFailure(
  thrown: unknown,
  terminal: Terminal,
  { verbose, interrupted }: { readonly verbose: boolean; readonly interrupted: boolean }
): Promise<number> {
  const { InquestError, inquestErrorOf } = await import('../foundation/index.ts')
  const error =
    interrupted && !(thrown instanceof InquestError)
      ? new InquestError('cannot-judge', 'Interrupted; nothing was left half done.', 'Run the same command again.')
      : inquestErrorOf(thrown)
  // A person's screen is wrapped; a file or a program gets one line each.
  const fit = (text: string): string => (terminal.live ? wrap(text, terminal.width, '  ') : text)
  terminal.note(fit(`inquest: ${error.message}`))
  terminal.note(fit(error.nextStep))
  if (verbose) terminal.note(stackOf(thrown))
  return error.exitStatus
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`
  return `${thrown.stack ?? thrown.message}${cause}`
}
