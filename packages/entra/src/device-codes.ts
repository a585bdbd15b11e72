import { randomBytes, randomInt } from 'node:crypto'
import type { ClaimsRequest } from './authorize/claims-request.ts'
import { createExpiringStore } from './expiring-store.ts'

/** Seconds that a device code can be redeemed. */
export const deviceCodeSeconds: number = 15 * 60

/** Who approved a device's sign-in. */
export interface DeviceApproval {
  readonly tenantId: string
  readonly userId: string
  readonly sid: string
  /** Seconds since 1970. */
  readonly authTime: number
}

/** What a device code stands for. It is kept a while after its end, to tell why it is refused. */
export interface DeviceAuthorization {
  readonly appId: string
  /** The tenant's segment of the address, as it was written: who may approve. */
  readonly tenant: string
  /** What a person types. */
  readonly userCode: string
  readonly scope: string
  readonly claims: ClaimsRequest | undefined
  /** Milliseconds. */
  readonly issuedAt: number
  outcome: 'pending' | 'declined' | 'redeemed' | DeviceApproval
}

/** The devices that wait for somebody to sign in elsewhere. */
export interface DeviceCodes {
  /** Makes both codes: the device's, and the one that a person types. */
  start(
    request: Omit<DeviceAuthorization, 'userCode' | 'issuedAt' | 'outcome'>,
  ): DeviceAuthorization & { readonly deviceCode: string }
  findByDevice(deviceCode: string): DeviceAuthorization | undefined
  /** Finds by what a person typed, however they wrote it. */
  findByUser(userCode: string): DeviceAuthorization | undefined
  clear(): void
}

/** Letters and digits that nobody takes for each other. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

const createUserCode = (): string =>
  Array.from({ length: 9 }, () => alphabet.charAt(randomInt(alphabet.length))).join('')

/**
 * Keeps device codes in memory, a thousand at most.
 * @param now the clock, in milliseconds
 */
export function createDeviceCodes(now: () => number): DeviceCodes {
  const kept = 4 * deviceCodeSeconds * 1000
  const byDevice = createExpiringStore<DeviceAuthorization>(kept, 1000, now)
  const byUser = createExpiringStore<DeviceAuthorization>(kept, 1000, now)
  return {
    start(request) {
      const deviceCode = randomBytes(48).toString('base64url')
      const started: DeviceAuthorization = {
        ...request,
        userCode: createUserCode(),
        issuedAt: now(),
        outcome: 'pending',
      }
      byDevice.set(deviceCode, started)
      byUser.set(started.userCode, started)
      return { ...started, deviceCode }
    },
    findByDevice: (deviceCode) => byDevice.get(deviceCode),
    findByUser: (userCode) => byUser.get(userCode.toUpperCase().replace(/[^A-Z0-9]/g, '')),
    clear() {
      byDevice.clear()
      byUser.clear()
    },
  }
}
