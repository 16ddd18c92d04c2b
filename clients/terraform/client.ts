import { existsSync, writeFileSync } from 'node:fs';
import type { Client, Program } from '../client.ts';
import { Skip } from '../client.ts';
import { CACHE, here, output, probe } from '../command.ts';
import { TYPE_CHECKS } from './type-checks.ts';

const BINARY = 'terraform-provider-google';
const folder = `${CACHE}/terraform`;
const configuration = `${folder}/terraform.rc`;

/**
 * Terraform takes the provider from `clients/.cache/terraform/terraform-provider-google`, where `terraform/build-provider` puts
 * it: to compile it takes longer than all other clients together.
 */
async function prepare(...args: readonly string[]): Promise<Program> {
  if (!existsSync(`${folder}/${BINARY}`)) {
    throw new Skip(`there is no ${BINARY}; clients/terraform/build-provider compiles it`);
  }
  await probe('terraform', ['version']);
  writeFileSync(
    configuration,
    `provider_installation {\n  dev_overrides { "hashicorp/google" = "${folder}" }\n  direct {}\n}\n`,
  );
  const version = await output('go', ['version', '-m', `${folder}/${BINARY}`]);
  return {
    version: /^\s*mod\s+\S+\s+(\S+)/m.exec(version)?.[1] ?? 'unknown',
    command: 'bash',
    args: [here('terraform/main.sh'), ...args],
    way: { env: 'terraform' },
    env: { TF_CLI_CONFIG_FILE: configuration },
  };
}

export const terraform: Client = {
  name: 'terraform',
  title: 'hashicorp/google (Terraform)',
  cannot: {
    'instanceGroups.setNamedPorts': 'the provider inserts the group with its ports',
    'backendServices.getHealth': 'Terraform does not ask for health',
    'instances.aggregatedList': 'Terraform reads its resources one by one',
    'backendServices.patch': 'the provider updates the whole',
    'backendServices.patch refused with 412 conditionNotMet': 'the provider reads the fingerprint itself',
    'healthChecks.delete refused with 400 resourceInUseByAnotherResource': 'the provider deletes in order',
    'backendServices.get refused with 404 notFound': 'the provider asks for what it made',
  },
  prepare: () => prepare('main.tf', '-var', 'timeout_sec=7'),
};

/** Types of resources that a load balancer has not, and that the tests which come with the provider make only beside other services. */
export const terraformTypes: Client = {
  name: 'terraform-types',
  title: 'hashicorp/google (Terraform), further types',
  checks: TYPE_CHECKS,
  // They are contracts, and end by themselves.
  leaves: ['commitments'],
  prepare: () => prepare('types.tf'),
};
