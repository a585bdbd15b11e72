import { gatewayCode, gatewayFields, postToken, type Running } from '../running.ts'

/** Sends a token request from a browser of its own. */
export const send = (
  running: Running,
  fields: Record<string, string>,
  headers?: Record<string, string>,
  tenant?: string,
): Promise<Response> => postToken(running.createBrowser(), fields, headers, tenant)

/** Redeems a code for the gateway, asked for with and redeemed with more or other parameters. */
export const redeem =
  (more: Record<string, string>, asked: Record<string, string> = {}, tenant?: string) =>
  async (running: Running): Promise<Response> => {
    const fields = gatewayFields(running, { code: await gatewayCode(running, asked), ...more })
    return send(running, fields, {}, tenant)
  }
