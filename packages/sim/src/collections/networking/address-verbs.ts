import type { JsonObject } from '../../kernel/json.ts';
import { inUse, invalid, notFound, required } from '../../kernel/refusal.ts';
import { referencedPath } from '../../kernel/reference-path.ts';
import { collectionOf, parsePath, projectOf } from '../../kernel/resource-path.ts';
import { linkOf } from '../../kernel/self-link.ts';
import { scanIn } from '../../wire/find.ts';
import type { Resource } from '../../wire/wire.ts';
import { calledResource } from '../called-resource.ts';
import { moveResource } from '../move-resource.ts';
import type { Verb } from '../verb.ts';
import { withoutEmpty } from '../without-empty.ts';
import { usersOfAddress } from './address-users.ts';
import { externalIp, holdersOf, internalIp } from './ip-holders.ts';

type Address = Resource<'Address'>;
type Move = Resource<'RegionAddressesMoveRequest'>;

const DESTINATION = 'resource.destinationAddress';

/** To another project, and under another name if that is wanted. */
const move: Verb<Move, Address> = (call, transaction) => {
  const entry = calledResource<Address>(call, transaction);
  const { destinationAddress = '', description } = call.body;
  if (destinationAddress === '') throw required(DESTINATION);
  const to = referencedPath(destinationAddress, call.project) ?? '';
  if (collectionOf(to) !== 'addresses' || parsePath(to).location !== parsePath(call.path).location) {
    throw invalid(DESTINATION, destinationAddress, 'It must be an address in the same region, or global as well.');
  }
  if (projectOf(to) === call.project) {
    throw invalid(
      DESTINATION,
      destinationAddress,
      'The destination project must be different from the source project.',
    );
  }
  const [user] = usersOfAddress(call.path, entry, transaction.state);
  if (user !== undefined) throw inUse('address', call.path, user);
  const resource = description === undefined ? entry.resource : { ...entry.resource, description };
  moveResource(call.path, to, { ...entry, resource }, transaction);
  return { operation: 'running' };
};

/** Of an external address in the whole world, or of an internal one in any network of the project. */
const getOwnerInstance: Verb<JsonObject> = ({ project, query }, { state }) => {
  const address = query.get('ipAddress') ?? '';
  if (address === '') throw required('ipAddress');
  const keys = [externalIp(address)];
  scanIn(state, 'networks', `projects/${project}/global`, (path) => {
    keys.push(internalIp(path, address));
  });
  const owner = keys.flatMap((key) => holdersOf(key, state)).find((holder) => collectionOf(holder) === 'instances');
  if (owner === undefined) throw notFound(`projects/${project}/global/addresses/${address}`);
  return { answer: { instance: linkOf(owner) } };
};

const updatePublicPtr: Verb<JsonObject> = (call, transaction) => {
  const { ptrDomainName, ptrDomainNameTtl } = call.body;
  const entry = calledResource(call, transaction);
  const resource = withoutEmpty({ ...entry.resource, ptrDomainName, ptrDomainNameTtl });
  return { write: { ...entry, resource } };
};

/** The verbs of addresses. */
export const addressVerbs: {
  readonly move: typeof move;
  readonly getOwnerInstance: Verb<JsonObject>;
  readonly updatePublicPtr: Verb<JsonObject>;
} = { move, getOwnerInstance, updatePublicPtr };
