/** Which part of the world is at fault; decides the exit status. */
export type ErrorCode = 'usage' | 'materials' | 'gate-fell' | 'cannot-judge' | 'internal' | 'paused'

/** Exit statuses, everywhere: 0 done, or stopped where that was asked for · 1 internal · 2 usage · 3 materials · 4 a gate fell · 5 cannot judge. */
const exitStatuses: Record<ErrorCode, number> = {
  paused: 0,
  internal: 1,
  usage: 2,
  materials: 3,
  'gate-fell': 4,
  'cannot-judge': 5
}

export interface ErrorDetails {
  /** Values that a program can read: path, line, value … */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
  readonly cause?: unknown
}

/** The one family of errors. `message` names the value and the place; `nextStep` says what to do about it. */
export class InquestError extends Error {
  override readonly name = 'InquestError'
  readonly code: ErrorCode
  readonly nextStep: string
  readonly details: Readonly<Record<string, string | number | boolean | null>>

  constructor(code: ErrorCode, message: string, nextStep: string, { details = {}, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.nextStep = nextStep
    this.details = details
  }

  get exitStatus(): number {
    return exitStatuses[this.code]
  }
}

/** Any thrown value as an InquestError; what is not one of ours is `internal`. */
export function inquestErrorOf(thrown: unknown): InquestError {
  if (thrown instanceof InquestError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new InquestError(
    'internal',
    message,
    'This is a defect in Inquest. Run again with --verbose and report what it prints.',
    {
      cause: thrown
    }
  )
}
