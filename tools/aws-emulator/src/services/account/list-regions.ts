import { awsRegions, partitionOf } from '../../state/aws-regions.ts';
import { AwsError, type ServiceCall } from '../service.ts';

const statuses = ['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT'];
const largestPage = 50;

interface ListRegionsRequest {
  AccountId?: string;
  MaxResults?: number;
  NextToken?: string;
  RegionOptStatusContains?: string[];
}

interface Region {
  RegionName: string;
  RegionOptStatus: string;
}

export function listRegions(call: ServiceCall): unknown {
  const request = call.input as ListRegionsRequest;
  const { RegionOptStatusContains: wanted = statuses } = request;
  const unknown = wanted.find((status) => !statuses.includes(status));
  if (unknown !== undefined) {
    throw invalid(`RegionOptStatusContains does not know ${unknown}: use ${statuses.join(', ')}.`);
  }
  // Naming an account, even one's own, needs a management account that delegates to it.
  if (request.AccountId !== undefined) {
    throw new AwsError(
      'AccessDeniedException',
      `User: ${call.principalArn} is not authorized to perform: account:ListRegions`,
      { status: 403 },
    );
  }

  const regions = regionsOf(call).filter(({ RegionOptStatus }) => wanted.includes(RegionOptStatus));
  const offset = offsetOf(request.NextToken);
  const end = offset + pageSizeOf(request.MaxResults);
  return {
    Regions: regions.slice(offset, end),
    ...(end < regions.length ? { NextToken: tokenOf(end) } : {}),
  };
}

/** Regions of the partition in which accounts of the emulator are, by name. */
function regionsOf(call: ServiceCall): Region[] {
  const configured = call.state.accounts.get(call.accountId)?.regions;
  return Object.entries(awsRegions)
    .filter(([name]) => partitionOf(name) === 'aws')
    .map(([name, kind]) => {
      const enabled = configured?.get(name)?.enabled ?? kind === 'default';
      const whenEnabled = kind === 'default' ? 'ENABLED_BY_DEFAULT' : 'ENABLED';
      return { RegionName: name, RegionOptStatus: enabled ? whenEnabled : 'DISABLED' };
    })
    .sort((one, other) => (one.RegionName < other.RegionName ? -1 : 1));
}

function pageSizeOf(maxResults: number | undefined): number {
  if (maxResults === undefined) return largestPage;
  if (Number.isInteger(maxResults) && maxResults >= 1 && maxResults <= largestPage)
    return maxResults;
  throw invalid(`MaxResults must be between 1 and ${largestPage}.`);
}

function tokenOf(offset: number): string {
  return Buffer.from(`regions/${offset}`).toString('base64');
}

function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const offset = /^regions\/(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (offset === undefined) throw invalid('NextToken is not one that ListRegions gave.');
  return Number(offset);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message, {
    fields: { reason: 'fieldValidationFailed' },
  });
}
