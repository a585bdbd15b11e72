import type { ProblemCode } from '@clearway/rules/problems'
import type { Page } from 'playwright-core'
import type { Severity } from '../../packages/doctor/src/report.ts'
import type { Site } from '@clearway/gallery'

/** A scene is recorded twice: with its mistake, and with nothing changed but that the mistake is mended. */
export type Variant = 'broken' | 'mended'

/**
 * What a variant was recorded as, in Chromium unless it says otherwise. `shared` is the HAR as DevTools exports it
 * by default, without secrets.
 */
export type Recording = 'har' | 'shared' | 'console' | 'netlog' | 'firefox'

/** Something that goes wrong in a browser, with the servers that it takes. */
export interface Scene {
  /** `area-slug` of the code, and a word more where a code has several. It names the folder of its recordings. */
  readonly name: string
  /** What the doctor has to say of it. */
  readonly code: ProblemCode
  /** Default `error`. */
  readonly severity?: Severity
  /** Errors that are there besides, rightly. */
  readonly besides?: readonly ProblemCode[]
  /** What is written down; each is for the doctor alone. Default: the HAR with sensitive data. */
  readonly records?: readonly Recording[]
  readonly thirdPartyCookies?: 'allowed' | 'blocked'
  /** Further flags of Chromium's. */
  readonly flags?: readonly string[]
  /** The page to open. Default {@link app}. */
  readonly start?: string
  /** What answers, by host. A host that is not here does not exist. */
  sites(variant: Variant): Sites | Promise<Sites>
  /** The page's code: it is sent to the browser as text, so it can use nothing but its parameters. */
  readonly script?: (variant: Variant, given: Given) => Promise<void>
  /** What a person does. Default: opens the page, and waits until its script has ended. */
  readonly drive?: (stage: Stage) => Promise<void>
}

/** What a scene is driven with. */
export interface Stage {
  readonly page: Page
  readonly variant: Variant
  /** The scene's page. */
  readonly start: string
  /** Waits until the script of the page that is open has ended. */
  played(): Promise<void>
}

/** Values for the page's code. */
export type Given = Readonly<Record<string, string>>

/** Sites by host, and what has to be closed after them. */
export interface Sites {
  readonly hosts: Readonly<Record<string, Site>>
  readonly given?: Given
  readonly close?: () => Promise<void>
}

export const app = 'https://app.contoso.example'
