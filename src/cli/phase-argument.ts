import { InvalidArgumentError } from 'commander'
import { PhaseName } from '../domain/index.ts'

/** The phase before which everything is frozen. Throws commander's error, which names the phases. */
export function phaseOf(text: string): PhaseName {
  const parsed = PhaseName.safeParse(text)
  if (parsed.success && parsed.data !== 'intake' && parsed.data !== 'report') return parsed.data
  throw new InvalidArgumentError('Choose one of plan, investigate, challenge, verify, design.')
}
