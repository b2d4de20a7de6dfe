import type { Command } from 'commander'
import type { Interruption } from './interruption.ts'
import type { Progress } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** Options that every command has. */
export interface CommonOptions {
  readonly verbose?: boolean
  readonly quiet?: boolean
}

/** What an action works with besides its own arguments. */
export interface Workplace {
  readonly terminal: Terminal
  readonly progress: Progress
  readonly interruption: Interruption
  readonly verbose: boolean
}

/** An action's arguments as commander gives them; it returns the exit status. */
export type Action<Options> = (workplace: Workplace, options: Options & CommonOptions, args: readonly string[]) => Promise<number>

/** One command: it describes itself on the program and hands its action to `act`. */
export type AddCommand = (program: Command, act: <Options>(command: Command, action: Action<Options>) => void) => void

/** Examples under a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`
}
