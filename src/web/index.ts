/** The web application over a workspace: server-rendered pages, live by server-sent events. */
export { type RunningServer, startServer } from './server.ts'
