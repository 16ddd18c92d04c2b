import { readFileSync } from 'node:fs';
import type { Client } from '../client.ts';
import { CACHE, here, probe } from '../command.ts';

const folder = `${CACHE}/java`;
const pom = ['--quiet', '--batch-mode', '--file', here('java/pom.xml'), `-DbuildDirectory=${folder}`];

/** With no option that names a simulator: what `gcepool sim env java` prints makes it the proxy of the program. */
export const java: Client = {
  name: 'java',
  title: 'com.google.cloud:google-cloud-compute (Java)',
  prepare: async () => {
    await probe('java', ['-version']);
    const classpath = `${folder}/classpath`;
    // Fails where the registry has not what the client is made of.
    await probe('mvn', [...pom, 'compile', 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`]);
    const found = readFileSync(classpath, 'utf8').trim();
    return {
      version: /google-cloud-compute-(\d[\d.]*)\.jar/.exec(found)?.[1] ?? 'unknown',
      command: 'java',
      args: ['-cp', `${folder}/classes:${found}`, 'Main'],
      way: { env: 'java' },
    };
  },
};
