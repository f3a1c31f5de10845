import type { Service } from '../service.ts';
import { getParameter, parameterArn } from './get-parameter.ts';

/** AWS Systems Manager, of which only the Parameter Store is here, and only to be read. */
export const ssm: Service = {
  name: 'ssm',
  protocol: 'json',
  target: 'AmazonSSM',
  actionOf: (operation) => `ssm:${operation}`,
  resourceOf(call) {
    const { Name = '*' } = call.input as { Name?: string };
    return parameterArn(call, Name);
  },
  operations: { GetParameter: getParameter },
};
