import type { Appointment } from './appointment.ts'

/** What is being worked out just now, by key: who asks for the same meanwhile waits for the one that is under way. */
export interface Flights {
  /** Joins the flight of this key; null when there is none. */
  follow(key: string, landed: (reason: string | null) => void): Appointment | null
  /** Opens a flight and gives what ends it, with the reason of a failure. */
  lead(key: string): (reason: string | null) => void
}

export function createFlights(): Flights {
  const open = new Map<string, Set<(reason: string | null) => void>>()
  return {
    follow: (key, landed) => {
      const followers = open.get(key)
      if (followers === undefined) return null
      followers.add(landed)
      return { cancel: () => void followers.delete(landed) }
    },
    lead: (key) => {
      const followers = new Set<(reason: string | null) => void>()
      open.set(key, followers)
      return (reason) => {
        open.delete(key)
        for (const landed of followers) landed(reason)
      }
    }
  }
}
