import { TimeWindow } from '../domain/index.ts'

/** Arguments that tools share. */
export const windowArgument = TimeWindow.describe('The incident: {from, to}, UTC with milliseconds, `to` exclusive.')
export const baselineArgument = TimeWindow.nullable()
  .default(null)
  .describe('A healthy time to compare with: {from, to}; null when there is none.')

/** Is an instant (or null) inside a half-open window? */
export function within(time: string | null | undefined, window: TimeWindow): boolean {
  return time !== null && time !== undefined && time >= window.from && time < window.to
}
