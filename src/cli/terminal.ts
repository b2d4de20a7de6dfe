import { styleText } from 'node:util'
import { readConfig } from '../foundation/index.ts'

type Style = Parameters<typeof styleText>[0]

/** Where a command writes: results on stdout, everything else on stderr. */
export interface Terminal {
  result(text: string): void
  note(text: string): void
  /** stderr is a terminal on which a line can be drawn over. */
  readonly live: boolean
  /** Columns to fit into, 80 at most. */
  readonly width: number
  /** The same of stderr, as wide as it is. */
  readonly noteWidth: number
  /** Sets text that goes to stderr off from the rest; plain where that is no terminal or colour is not wanted. */
  stress(text: string): string
  /** Styles text that goes to stdout; plain when that is no terminal or colour is not wanted. */
  paint(style: Style, text: string): string
  /** Draws over the present line of stderr; only where `live`. */
  draw(text: string): void
}

export function openTerminal(): Terminal {
  const { stdout, stderr } = process
  const { color } = readConfig()
  const painted = color ?? stdout.isTTY
  const live = stderr.isTTY && color !== false
  return {
    result: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    live,
    width: Math.min(80, (stdout.isTTY ? stdout.columns : 0) || 80),
    noteWidth: Math.min(120, (stderr.isTTY ? stderr.columns : 0) || 80),
    stress: (text) => (live ? styleText('bold', text, { validateStream: false }) : text),
    paint: (style, text) => (painted ? styleText(style, text, { validateStream: false }) : text),
    draw: (text) => void stderr.write(`\r\u001B[2K${text}`)
  }
}
