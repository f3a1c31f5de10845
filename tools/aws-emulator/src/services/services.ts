import { account } from './account/account.ts';
import { apiGateway } from './api-gateway/api-gateway.ts';
import { bedrock } from './bedrock/bedrock.ts';
import { costExplorer } from './cost-explorer/cost-explorer.ts';
import { createLogsService } from './logs/create-logs-service.ts';
import { createS3Service } from './s3/create-s3-service.ts';
import { secretsManager } from './secrets-manager/secrets-manager.ts';
import type { Service } from './service.ts';
import { ssm } from './ssm/ssm.ts';
import { sts } from './sts/sts.ts';

/** A new set of services; what CloudWatch Logs keeps between calls belongs to one emulator. */
export function createServices(): Service[] {
  return [
    createLogsService(),
    sts,
    bedrock,
    account,
    apiGateway,
    costExplorer,
    createS3Service(),
    secretsManager,
    ssm,
  ];
}
