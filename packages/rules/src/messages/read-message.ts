import type { BrowserMessage } from './browser-message.ts'
import { readLookAlike } from './look-alikes.ts'
import { readChromium } from './read-chromium.ts'
import { readFirefox, readTranslatedFirefox } from './read-firefox.ts'
import { readWebkit } from './read-webkit.ts'
import { squeeze } from './squeezed.ts'
import { readUnspecific } from './unspecific.ts'

/**
 * Reads what a line of a browser's console says about a call that failed: Chromium, Firefox (English; the
 * reasons that quote a header also in other languages) and WebKit, today's wordings and older ones.
 *
 * Whatever stands before and behind the message is ignored, and so are line breaks and white space within it
 * and the kind of its quotes. Does not check that the addresses are addresses, nor that the message is true.
 *
 * @param text one message, of which the first 16 kB are looked at; of several, the first is read
 * @returns undefined for a text that is no such message. Values are the text's own: they may hold secrets
 * where its addresses do.
 */
export function readBrowserMessage(text: string): BrowserMessage | undefined {
  const squeezed = squeeze(text)
  const firefox = readFirefox(squeezed)
  if (firefox !== undefined && firefox.says !== 'failed') return firefox
  const chromium = readChromium(squeezed)
  if (chromium?.says === 'blocked') return chromium
  const cutOff = firefox ?? chromium
  return (
    (cutOff === undefined ? readWebkit(squeezed) : undefined) ??
    readLookAlike(squeezed) ??
    cutOff ??
    readTranslatedFirefox(squeezed) ??
    readUnspecific(squeezed)
  )
}
