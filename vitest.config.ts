import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // A worker keeps the modules that it has loaded: to load them for each of some 170 files took a third of the suite's time.
    // So a test leaves nothing behind in a module or in the environment (vi.unstubAllEnvs).
    isolate: false,
    // Much of a journey is waiting for a child process: every core gets a worker, where the default leaves one idle.
    maxWorkers: '100%',
    // Child processes that a test starts run src/ as well (see the file).
    execArgv: ['--import', fileURLToPath(new URL('test/strip-types.mjs', import.meta.url))]
  }
})
