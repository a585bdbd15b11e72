import type { Page } from 'playwright-core'

/** Picks an account on the sign-in page that a window is on or comes to. */
export async function pickAccount(page: Page, name = 'Ada Lovelace'): Promise<void> {
  await page.getByRole('button', { name }).click()
}
