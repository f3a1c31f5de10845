import { AccountClient, ListRegionsCommand, paginateListRegions } from '@aws-sdk/client-account';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';

const accountId = '111122223333';
let emulator: RunningEmulator;
let client: AccountClient;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId,
          regions: { 'us-east-1': {}, 'eu-south-1': {}, 'me-south-1': { enabled: false } },
        },
      ],
    },
  });
  client = clientIn('us-east-1');
});
afterAll(() => emulator.stop());

describe('ListRegions', () => {
  it('tells regions that every account has from those that were opted in to', async () => {
    const statuses = new Map<string, string>();
    for await (const { Regions } of paginateListRegions({ client }, {})) {
      for (const { RegionName, RegionOptStatus } of Regions ?? []) {
        statuses.set(RegionName!, RegionOptStatus!);
      }
    }
    expect(Object.fromEntries(statuses)).toMatchObject({
      'us-east-1': 'ENABLED_BY_DEFAULT',
      'us-west-2': 'ENABLED_BY_DEFAULT',
      'eu-south-1': 'ENABLED',
      'me-south-1': 'DISABLED',
      'af-south-1': 'DISABLED',
    });
    expect([...statuses.keys()].filter((name) => /^(cn|us-gov)-/.test(name))).toEqual([]);
  });

  it('gives only regions with the statuses that are asked for', async () => {
    const { Regions } = await client.send(
      new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED'] }),
    );
    expect(Regions).toEqual([{ RegionName: 'eu-south-1', RegionOptStatus: 'ENABLED' }]);
  });

  it('gives every region once over all pages', async () => {
    const names: string[] = [];
    const sizes: number[] = [];
    const pages = paginateListRegions({ client, pageSize: 10 }, {});
    for await (const { Regions = [] } of pages) {
      names.push(...Regions.map(({ RegionName }) => RegionName!));
      sizes.push(Regions.length);
    }
    expect(sizes.slice(0, -1).every((size) => size === 10)).toBe(true);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.toSorted());
  });

  it.each([
    ['a page over 50', { MaxResults: 51 }],
    ['a token that is none', { NextToken: 'garbage' }],
    ['an unknown status', { RegionOptStatusContains: ['ON' as 'ENABLED'] }],
  ])('refuses %s', async (_case, input) => {
    await expect(client.send(new ListRegionsCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('is signed for us-east-1 only', async () => {
    await expect(clientIn('eu-west-1').send(new ListRegionsCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining("not 'eu-west-1'"),
    });
  });
});

function clientIn(region: string): AccountClient {
  const credentials = emulator.credentials(accountId);
  return new AccountClient({ endpoint: emulator.url, region, credentials });
}
