import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, textIn } from '../reading.ts'
import { within } from './calls.ts'

/** What fails for its own reason says it again and again; connections and threads run out in every incident. */
const telling =
  /^(?:disk-full|inodes-used-up|licence|quota-used-up|numbers-used-up|certificate-expired|token-expired|file-handles-used-up)$/
const fewest = 5
const most = 0.5
const hardly = 0.1

/** Whether what expired or was used up is named by most lines of errors; null where nothing was, or too few were logged. */
export function namedByErrors(ended: Maybe): { readonly named: boolean; readonly values: ValuesOf } | null {
  const kind = textIn(ended, 'top_kind')
  const [errors, naming] = [numberIn(ended, 'error_lines') ?? 0, numberIn(ended, 'error_lines_naming_top') ?? 0]
  if (!kind || !has(ended, 'top_kind') || !has(ended, 'error_lines') || !has(ended, 'error_lines_naming_top') || errors < fewest)
    return null
  const values = {
    naming: [citeFact(ended, 'error_lines_naming_top'), 'integer'],
    errors: [citeFact(ended, 'error_lines'), 'integer'],
    kind: [citeFact(ended, 'top_kind'), 'text']
  } as const
  return { named: telling.test(kind) && naming / errors >= most, values }
}

/** When something came to its end, what fails names it; when it only happens to be scarce too, other errors say what is wrong. */
export const errorsNameWhatEnded: DiagnosticTest = {
  id: 'errors-name-what-ended',
  question: 'Do the errors of the window name what expired or was used up?',
  dimension: 'coverage',
  calls: (_, scene) => within('expiry_and_quota', scene),
  read([ended]) {
    const found = namedByErrors(ended)
    if (found === null) return cannotTell('too few lines of errors were logged to say what they name')
    const { named, values } = found
    const share = (numberIn(ended, 'error_lines_naming_top') ?? 0) / (numberIn(ended, 'error_lines') ?? 1)
    if (!telling.test(textIn(ended, 'top_kind') ?? ''))
      return cannotTell('{naming} of {errors} lines of errors name {kind}, which is met in any incident', values)
    // That few name it says nothing of other causes: what ended may stop the work that would have logged it.
    return named
      ? yes(clearness(share, hardly, 0.9), '{naming} of {errors} lines of errors name {kind}', values)
      : cannotTell('{naming} of {errors} lines of errors name {kind}', values)
  }
}
