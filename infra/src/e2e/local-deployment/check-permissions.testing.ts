import { plain, type ProgramRun } from '@bedrock-spend/pulumi-engine';

/**
 * Throws where API Gateway may not call the function of a run: on AWS each request would then be
 * answered with status 500, and the stand-in here asks for no permission.
 */
export function checkPermissions({ resources }: ProgramRun): void {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const permissions = ofType('aws:lambda/permission:Permission').map(
    ({ inputs }) => plain(inputs) as Record<string, string>,
  );
  for (const { inputs } of ofType('aws:apigateway/stage:Stage')) {
    const { restApi, stageName } = plain(inputs) as Record<string, string>;
    const isAllowed = permissions.some(
      ({ principal, sourceArn = '' }) =>
        principal === 'apigateway.amazonaws.com' && sourceArn.includes(`:${restApi}/${stageName}/`),
    );
    if (!isAllowed) throw new Error(`API Gateway may not call the function for ${stageName}.`);
  }
}
