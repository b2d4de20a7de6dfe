import type { Zone } from '../../domain/index.ts'
import { offsetName } from '../time/offsets.ts'

/** The first line of a Windows performance log as CSV: `(PDH-CSV 4.0) (GMT Daylight Time)(-60),…` */
const pdhHead = /^"?\(PDH-CSV [\d.]+\) ?(?:\(([^)]*)\)\((-?\d+)\))?/

/** Performance logs write the month first on whatever machine they were made. */
export const isPdh = (lines: readonly string[]): boolean => pdhHead.test(lines[0] ?? '')

/** The zone that the head states: its bias is what is added to the local time to get UTC. Null when it states none. */
export function zoneOfPdh(lines: readonly string[]): Zone | null {
  const [, name, bias] = pdhHead.exec(lines[0] ?? '') ?? []
  if (bias === undefined) return null
  return { name: offsetName(-Number(bias)), basis: 'offset-in-data', support: `The head of the table says ${name}.` }
}
