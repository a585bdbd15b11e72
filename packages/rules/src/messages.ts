/** The console lines of three engines, read and written. Pure. */
export { readBrowserMessage } from './messages/read-message.ts'
export { consoleLine } from './messages/console-line.ts'
export type {
  BlockedByCors,
  BrowserMessage,
  LookAlike,
  LookAlikeKind,
  Unspecific,
} from './messages/browser-message.ts'
