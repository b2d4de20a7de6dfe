import { onsets, quiet, slow } from './made-surroundings.ts'
import { at, type World } from './made-world.ts'

/** A service of the platform fails for three who call it, and the platform tells of it late, with the time. */
export const lostService: World = {
  ...quiet,
  series_onsets: onsets(slow),
  platform_trouble: {
    facts: {
      told: 1,
      told_at: at('09:02'),
      told_stated: true,
      told_text: 'Between 09:02 and 09:40 requests to the vault failed',
      lost: 1
    },
    rows: [{ signal: 'service', what: 'VAULT', parts: 3, at: at('09:02'), text: 'vault answered 500' }]
  }
}

/** The same failing, of which the platform says nothing. */
export const untoldService: World = {
  ...lostService,
  platform_trouble: { ...lostService['platform_trouble'], facts: { told: 0, lost: 1 } }
}

/** Repetitions keep a service of ours full after a restart; each costs what it did. */
export const storm: World = {
  ...quiet,
  retries: {
    facts: {
      attempts_per_intent_baseline: 1,
      attempts_per_intent_window: 5,
      load_before: 40,
      load_after_failure: 160,
      work_name: 'work_ms',
      work_baseline_ms: 300,
      work_window_ms: 310,
      wait_name: 'queued_ms',
      wait_baseline_ms: 2,
      wait_window_ms: 6000
    }
  },
  interventions: { facts: {}, rows: [{ time: at('09:01'), kind: 'restart', object: 'ledger', text: 'ledger restarted' }] }
}

/** As many repetitions of what became dearer itself, for a reason that lasts. */
export const dearerAttempts: World = {
  ...storm,
  retries: { facts: { ...storm['retries']?.facts, work_window_ms: 2900 } },
  interventions: {}
}
