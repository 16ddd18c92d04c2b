import { bodyFieldOf, isInClients, messageOf, requestOf, rpcOf, serviceOf } from './rpc-names.ts';
import { pathAndQuery } from './written-call.ts';
import type { WrittenCall } from './written-call.ts';

/** As a program on `cloud.google.com/go/compute/apiv1`, and on an HTTP client with the same credentials for what that has not. */
export function asGo(calls: readonly WrittenCall[]): string {
  // Go takes no import that is not used, and no variable either.
  const parts = [
    ALL,
    ...(calls.length === 0 ? [] : [CALLS]),
    ...(calls.some(isInClients) ? [CLIENT] : []),
    ...(calls.every(isInClients) ? [] : [HTTP]),
  ];
  return [
    'package main',
    importsOf(parts),
    ...parts.flatMap(({ code }) => code ?? []),
    [
      'func main() {',
      ...(calls.length === 0 ? [] : ['\tctx := context.Background()']),
      ...calls.map((call) => block(call, isInClients(call) ? byClient(call) : bySend(call))),
      '}\n',
    ].join('\n'),
  ].join('\n\n');
}

function importsOf(parts: readonly Part[]): string {
  const groups = [parts.flatMap(({ standard }) => standard), parts.flatMap(({ others = [] }) => others)];
  const written = groups.filter((group) => group.length > 0).map((group) => group.toSorted(byPath).join('\n\t'));
  return `import (\n\t${written.join('\n\n\t')}\n)`;
}

/** What a program needs for some of its calls. */
interface Part {
  readonly standard: readonly string[];
  readonly others?: readonly string[];
  readonly code?: string;
}

/** An import without the name that it is given. */
const pathOf = (line: string): string => line.slice(line.indexOf('"'));
const byPath = (one: string, other: string): number => (pathOf(one) < pathOf(other) ? -1 : 1);

const ALL: Part = {
  standard: ['"log"'],
  code: `func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}`,
};

const CALLS: Part = { standard: ['"context"'] };

const CLIENT: Part = {
  standard: [],
  others: [
    'compute "cloud.google.com/go/compute/apiv1"',
    '"cloud.google.com/go/compute/apiv1/computepb"',
    '"google.golang.org/protobuf/encoding/protojson"',
    '"google.golang.org/protobuf/proto"',
  ],
  code: `// read makes a message of its JSON.
func read[T proto.Message](message T, text string) T {
	check(protojson.Unmarshal([]byte(text), message))
	return message
}

// done waits for the operation that a change starts.
func done(ctx context.Context, operation *compute.Operation, err error) error {
	if err != nil {
		return err
	}
	return operation.Wait(ctx)
}`,
};

const HTTP: Part = {
  standard: ['"bytes"', '"encoding/json"', '"fmt"', '"io"', '"net/http"'],
  others: ['"golang.org/x/oauth2/google"'],
  code: `// fields makes an object of its JSON, and leaves numbers as they are written.
func fields(text string) map[string]any {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	var object map[string]any
	check(decoder.Decode(&object))
	return object
}

// send does what the client has not, and waits for the operation that it starts.
func send(ctx context.Context, method, path string, body map[string]any) (map[string]any, error) {
	client := must(google.DefaultClient(ctx, "https://www.googleapis.com/auth/compute"))
	address, sent := "https://compute.googleapis.com/compute/"+path, []byte{}
	if body != nil {
		sent = must(json.Marshal(body))
	}
	for {
		request := must(http.NewRequestWithContext(ctx, method, address, bytes.NewReader(sent)))
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			return nil, err
		}
		if response.StatusCode >= 300 {
			return nil, fmt.Errorf("%s: %s", response.Status, text)
		}
		found := fields(string(text))
		if found["error"] != nil {
			return nil, fmt.Errorf("%v", found["error"])
		}
		if found["kind"] != "compute#operation" || found["status"] == "DONE" {
			return found, nil
		}
		method, address, sent = "POST", fmt.Sprintf("%v/wait", found["selfLink"]), nil
	}
}`,
};

function byClient(call: WrittenCall): readonly string[] {
  const { method, fingerprint } = call;
  const made = (service: string): string => `must(compute.New${service}RESTClient(ctx))`;
  const lines = [`request := read(&computepb.${requestOf(method)}{}, ${text(messageOf(call))})`];
  if (fingerprint !== undefined) {
    const { get, at, field } = fingerprint;
    const getter = at.map((name) => `.Get${capital(name)}()`).join('');
    lines.push(
      `current := must(${made(serviceOf(get.method))}.Get(ctx, read(&computepb.${requestOf(get.method)}{}, ${text(get.parameters)})))`,
      `request.${capital(bodyFieldOf(method))}.${capital(field)} = proto.String(current${getter})`,
    );
  }
  const sent = `${made(serviceOf(method))}.${rpcOf(method)}(ctx, request)`;
  return method.operationScope === undefined
    ? [...lines, `_, err := ${sent}`]
    : [...lines, `operation, err := ${sent}`, 'err = done(ctx, operation, err)'];
}

function bySend(call: WrittenCall): readonly string[] {
  const { method, version, body, fingerprint } = call;
  const sent = (value: string): string =>
    `_, err := send(ctx, "${method.httpMethod}", ${JSON.stringify(pathAndQuery(call))}, ${value})`;
  if (body === undefined) return [sent('nil')];
  if (fingerprint === undefined) return [sent(`fields(${text(body)})`)];
  const { get, at, field } = fingerprint;
  const current = at.map((name) => `["${name}"]`).join('.(map[string]any)');
  return [
    `body := fields(${text(body)})`,
    `body["${field}"] = must(send(ctx, "GET", ${JSON.stringify(`${version}/${get.path}`)}, nil))${current}`,
    sent('body'),
  ];
}

function block({ refusal }: WrittenCall, lines: readonly string[]): string {
  const note = refusal === undefined ? [] : [`\t// It was refused: ${refusal.replaceAll(/\s+/g, ' ')}`];
  const end = refusal === undefined ? 'check(err)' : 'log.Print(err)';
  return [...note, '\t{', ...[...lines, end].map((line) => `\t\t${line}`), '\t}'].join('\n');
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** JSON as a text of Go: the escapes of both are the same, but for one of surrogates, which JSON does not make. */
const text = (value: unknown): string => JSON.stringify(JSON.stringify(value));
