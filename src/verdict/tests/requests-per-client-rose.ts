import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { compared } from './calls.ts'

/** More people bring more clients; the same people who ask more often bring more requests of each. */
export const requestsPerClientRose: DiagnosticTest = {
  id: 'requests-per-client-rose',
  question: 'Did each client ask far more often, rather than more clients ask?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('demand', scene),
  read([demand]) {
    const [each, clients] = [numberIn(demand, 'requests_per_client_ratio'), numberIn(demand, 'clients_ratio')]
    if (each === null || clients === null || !has(demand, 'requests_per_client_ratio') || !has(demand, 'clients_ratio')) {
      return cannotTell('no source tells one client from another')
    }
    const values = {
      each: [citeFact(demand, 'requests_per_client_ratio'), 'ratio'],
      clients: [citeFact(demand, 'clients_ratio'), 'ratio']
    } as const
    const template = 'there were {clients} as many clients, and each asked {each} as often'
    if (each >= 1.8 && each > clients) return yes(clearness(Math.log(each), Math.log(1.3), Math.log(4)), template, values)
    if (each <= 1.3) return no(clearness(each, 1.6, 1.1), template, values)
    return cannotTell(template, values)
  }
}
