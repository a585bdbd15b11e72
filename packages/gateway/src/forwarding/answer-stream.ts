import type { FieldList } from '@clearway/rules/http'
import type { Exchange } from '../exchange.ts'

/** An internal app's answer on its way to the browser, as it comes. */
export interface AnswerStream {
  /** Sends the head on the way out. */
  begin(status: number, fields: FieldList): void
  /**
   * Passes on a piece of the body. False when the browser does not keep up: the next piece must wait until `readOn`
   * is called.
   */
  write(piece: Buffer): boolean
  /** The answer is whole. */
  end(): void
  /** No more will come, although the answer is not whole. What the browser sees of that is for the caller to say. */
  stop(): void
}

/**
 * Creates the stream of one answer, at the pace of the browser.
 *
 * A browser that reads nothing for longer than the segment's idle time is let go: it must not hold a connection to
 * the internal app for ever.
 *
 * @param readOn - Called when the browser keeps up again.
 */
export const createAnswerStream = (exchange: Exchange, readOn: () => void): AnswerStream => {
  const { response, segment } = exchange
  let isHeadAlone = true
  let waiting: NodeJS.Timeout | undefined

  const letGo = (): void => {
    exchange.brokeOff = 'the browser did not read on'
    response.destroy()
  }
  /** The head goes with the body's first bytes when they are here already; alone when the app takes its time. */
  const flushHead = (): void => {
    if (isHeadAlone) response.flushHeaders()
  }
  const onDrain = (): void => {
    clearTimeout(waiting)
    readOn()
  }

  return {
    begin: (status, fields) => {
      exchange.sendHead({ from: 'internal-app', status, fields })
      queueMicrotask(flushHead)
    },
    write: (piece) => {
      isHeadAlone = false
      if (response.write(piece)) return true
      waiting = setTimeout(letGo, segment.timeouts.idle)
      response.once('drain', onDrain)
      return false
    },
    end: () => {
      isHeadAlone = false
      response.end()
    },
    stop: () => {
      isHeadAlone = false
      clearTimeout(waiting)
    },
  }
}
