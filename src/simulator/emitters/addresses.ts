import type { World } from '../world/world.ts'

/** The private address of one of the service's own hosts. */
export function addressOf(world: World, instance: string): string {
  const index = world.scenario.service.instances.findIndex(({ name }) => name === instance)
  return `10.20.0.${11 + Math.max(0, index)}`
}

/** A port of the client's, the same for all that one visitor asks. */
export function portOf(citizen: number): number {
  return 32_768 + (Math.abs(citizen * 7919) % 28_000)
}
