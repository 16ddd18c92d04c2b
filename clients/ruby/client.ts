import type { Client } from '../client.ts';
import { here, probe } from '../command.ts';

/** As `apt-get install ruby-google-api-client` brings it: the gems that came after it are not in Debian's packages. */
export const ruby: Client = {
  name: 'ruby',
  title: 'google-api-client (Ruby)',
  cannot: {
    'gcloud is not asked':
      'googleauth asks it for a project, whatever else says one; that of `exec` has a configuration of its own',
  },
  prepare: async () => ({
    version: await probe('ruby', ['-e', 'gem "google-api-client"; puts Gem.loaded_specs["google-api-client"].version']),
    command: 'ruby',
    args: [here('ruby/main.rb')],
    way: 'exec',
  }),
};
