import { readFields, readText, readWhole, show } from '../read-fields.ts';
import type { WorldCommand } from '../simulation/world-command.ts';
import { instancePath } from './instance-path.ts';

/** What a guest has printed; see {@link Guests.print}. */
export interface GuestOutputSetting {
  /** Path or link, as `projects/p/zones/z/instances/i`. It may be yet to come. */
  readonly instance: string;
  /** Serial port, 1…4. Default: 1, the console. */
  readonly port?: number;
  readonly text: string;
}

/** What a guest has published; see {@link Guests.publish}. */
export interface GuestAttributeSetting {
  /** Path or link, as `projects/p/zones/z/instances/i`. It may be yet to come. */
  readonly instance: string;
  readonly namespace: string;
  readonly key: string;
  /** `null` takes it back. */
  readonly value: string | null;
}

/**
 * What runs in instances: nothing does here, so a test says what has come of it. It is gone with the instance; what is said of one that
 * is yet to come holds for the first of that name.
 */
export interface Guests {
  /**
   * Adds to what an instance has printed on a serial port, as `getSerialPortOutput` shows it: the last MiB of it.
   *
   * @throws TypeError for a field that makes no sense
   */
  print(output: GuestOutputSetting): void;
  /**
   * Sets a guest attribute, as `getGuestAttributes` shows it.
   *
   * @throws TypeError for a field that makes no sense
   */
  publish(attribute: GuestAttributeSetting): void;
}

/** The face to the guests. `change` applies a command at the time that `now` gives. */
export const createGuests = (now: () => number, change: (command: WorldCommand) => void): Guests => ({
  print: (sent) => {
    const { instance, port = 1, text } = readFields(sent, 'guests.print', ['instance', 'port', 'text']);
    change({
      kind: 'printed',
      now: now(),
      instance: instancePath(instance, 'instance in guests.print'),
      port: readWhole(port, 'port in guests.print', 1, 4),
      text: readText(text, 'text in guests.print'),
    });
  },
  publish: (sent) => {
    const { instance, namespace, key, value } = readFields(sent, 'guests.publish', [
      'instance',
      'namespace',
      'key',
      'value',
    ]);
    if (value !== null && typeof value !== 'string') {
      throw new TypeError(`value in guests.publish must be a text, or null to take it back; got ${show(value)}`);
    }
    change({
      kind: 'published',
      now: now(),
      instance: instancePath(instance, 'instance in guests.publish'),
      namespace: readName(namespace, 'namespace'),
      key: readName(key, 'key'),
      value,
    });
  },
});

function readName(value: unknown, field: string): string {
  if (typeof value === 'string' && /^[^/]{1,1024}$/.test(value)) return value;
  throw new TypeError(`${field} in guests.publish must be a text without a slash; got ${show(value)}`);
}
