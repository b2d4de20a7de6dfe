/** The code of an error of the operating system ("EACCES"); "an error" for any other. */
export function codeOfError(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'an error'
}
