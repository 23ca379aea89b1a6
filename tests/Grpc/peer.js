// A gRPC server (node peer.js server PORT [CERTIFICATE KEY]), a client that checks every kind of call (node peer.js client
// PORT [AUTHORITY NAME]), and one that says how a single call ends (node peer.js ask PORT). With files they speak TLS.
// Messages are bytes, so that no code has to be generated.
'use strict';

const fs = require('fs');
const grpc = require('@grpc/grpc-js');

const asIs = (bytes) => bytes;
const method = (name, requestStream, responseStream) => ({
  path: `/test.Echo/${name}`,
  requestStream,
  responseStream,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});
const definition = {
  unary: method('Unary', false, false),
  download: method('Download', false, true),
  upload: method('Upload', true, false),
  chat: method('Chat', true, true),
  fail: method('Fail', false, false),
  failLate: method('FailLate', false, true),
  hang: method('Hang', false, true),
  cancelled: method('Cancelled', false, false),
};
const unlimited = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

function serve(port, certificate, key) {
  let cancelled = 0;
  const trailers = (pairs) => {
    const metadata = new grpc.Metadata();
    pairs.forEach(([name, value]) => metadata.set(name, value));
    return metadata;
  };
  const server = new grpc.Server(unlimited);
  server.addService(definition, {
    unary(call, answer) {
      const head = new grpc.Metadata();
      head.set('x-head', call.metadata.get('x-text')[0] ?? 'none');
      head.set('x-sum-bin', call.metadata.get('x-sum-bin')[0] ?? Buffer.alloc(0));
      call.sendMetadata(head);
      answer(null, call.request, trailers([['x-tail', 'end']]));
    },
    download(call) {
      const count = Number(call.request.toString());
      for (let n = 0; n < count; n++) call.write(Buffer.from(`m${n}`));
      call.end(trailers([['x-count', String(count)]]));
    },
    upload(call, answer) {
      let bytes = 0;
      call.on('data', (message) => (bytes += message.length));
      call.on('end', () => answer(null, Buffer.from(String(bytes))));
    },
    chat(call) {
      call.on('data', (message) => call.write(Buffer.from(message.toString().toUpperCase())));
      call.on('end', () => call.end());
    },
    fail(call, answer) {
      answer({ code: grpc.status.FAILED_PRECONDITION, details: 'not now: ä', metadata: trailers([['x-why', 'moon']]) });
    },
    failLate(call) {
      call.write(Buffer.from('first'));
      call.emit('error', { code: grpc.status.DATA_LOSS, details: 'lost' });
    },
    hang(call) {
      call.write(Buffer.from('begun'));
      call.on('cancelled', () => cancelled++);
    },
    cancelled(call, answer) {
      answer(null, Buffer.from(String(cancelled)));
    },
  });
  const credentials = certificate
    ? grpc.ServerCredentials.createSsl(null, [
        { cert_chain: fs.readFileSync(certificate), private_key: fs.readFileSync(key) },
      ])
    : grpc.ServerCredentials.createInsecure();
  server.bindAsync(`127.0.0.1:${port}`, credentials, (error) => {
    if (error) throw error;
    console.log('listening');
  });
}

function expect(what, actual, wanted) {
  if (actual !== wanted) throw new Error(`${what}: got ${actual}, wanted ${wanted}`);
}

const collect = (call) =>
  new Promise((resolve) => {
    const seen = { messages: [], status: undefined, error: undefined };
    call.on('data', (message) => seen.messages.push(message.toString()));
    call.on('error', (error) => (seen.error = error));
    call.on('status', (status) => {
      seen.status = status;
      setImmediate(() => resolve(seen));
    });
  });

const checks = {
  async unary(client) {
    const metadata = new grpc.Metadata();
    metadata.set('x-text', 'hello');
    metadata.set('x-sum-bin', Buffer.from([0, 255, 10]));
    const seen = {};
    await new Promise((resolve, reject) => {
      const call = client.unary(Buffer.from('ping'), metadata, (error, answer) => {
        if (error) reject(error);
        seen.answer = answer?.toString();
      });
      call.on('metadata', (head) => (seen.head = head));
      call.on('status', (status) => {
        seen.status = status;
        resolve();
      });
    });
    expect('answer', seen.answer, 'ping');
    expect('text metadata', seen.head.get('x-head')[0], 'hello');
    expect('binary metadata', seen.head.get('x-sum-bin')[0].toString('hex'), '00ff0a');
    expect('trailer', seen.status.metadata.get('x-tail')[0], 'end');
  },
  async download(client) {
    const seen = await collect(client.download(Buffer.from('1000')));
    expect('messages', seen.messages.length, 1000);
    expect('last', seen.messages[999], 'm999');
    expect('trailer', seen.status.metadata.get('x-count')[0], '1000');
  },
  async upload(client) {
    const answer = await new Promise((resolve, reject) => {
      const call = client.upload((error, bytes) => (error ? reject(error) : resolve(bytes)));
      for (let n = 0; n < 100; n++) call.write(Buffer.alloc(10_000));
      call.end();
    });
    expect('bytes', answer.toString(), '1000000');
  },
  async chat(client) {
    const call = client.chat();
    const status = new Promise((resolve) => call.on('status', resolve));
    // Each message waits for the answer to the one before: nothing may be held back on the way.
    for (const word of ['one', 'two', 'three']) {
      const answer = new Promise((resolve) => call.once('data', resolve));
      call.write(Buffer.from(word));
      expect('answer', (await answer).toString(), word.toUpperCase());
    }
    call.end();
    expect('status', (await status).code, grpc.status.OK);
  },
  async error(client) {
    const error = await new Promise((resolve) => client.fail(Buffer.alloc(0), resolve));
    expect('code', error.code, grpc.status.FAILED_PRECONDITION);
    expect('details', error.details, 'not now: ä');
    expect('trailer', error.metadata.get('x-why')[0], 'moon');
  },
  async lateError(client) {
    const seen = await collect(client.failLate(Buffer.alloc(0)));
    expect('messages', seen.messages.join(), 'first');
    expect('code', seen.status.code, grpc.status.DATA_LOSS);
  },
  async unknownMethod(client) {
    const error = await new Promise((resolve) =>
      client.makeUnaryRequest('/test.Echo/Nothing', asIs, asIs, Buffer.alloc(0), resolve),
    );
    expect('code', error.code, grpc.status.UNIMPLEMENTED);
  },
  async large(client) {
    const message = Buffer.alloc(20 * 1024 * 1024, 7);
    const answer = await new Promise((resolve, reject) =>
      client.unary(message, (error, bytes) => (error ? reject(error) : resolve(bytes))),
    );
    expect('equal', answer.equals(message), true);
  },
  async deadline(client) {
    const started = Date.now();
    const seen = await collect(client.hang(Buffer.alloc(0), { deadline: started + 500 }));
    expect('code', seen.status.code, grpc.status.DEADLINE_EXCEEDED);
    expect('in time', Date.now() - started < 5_000, true);
    await untilCancelled(client, 1);
  },
  async cancel(client) {
    const call = client.hang(Buffer.alloc(0));
    await new Promise((resolve) => call.once('data', resolve));
    const seen = collect(call);
    call.cancel();
    expect('code', (await seen).status.code, grpc.status.CANCELLED);
    await untilCancelled(client, 2);
  },
  async many(client) {
    const calls = Array.from({ length: 200 }, (_, n) => collect(client.download(Buffer.from(String(n)))));
    (await Promise.all(calls)).forEach((seen, n) => expect(`call ${n}`, seen.messages.length, n));
  },
};

async function untilCancelled(client, count) {
  for (let tries = 0; tries < 500; tries++) {
    const seen = await new Promise((resolve, reject) =>
      client.cancelled(Buffer.alloc(0), (error, bytes) => (error ? reject(error) : resolve(bytes))),
    );
    if (Number(seen.toString()) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the server never saw ${count} cancelled calls`);
}

async function check(port, authority, name) {
  const Client = grpc.makeGenericClientConstructor(definition, 'Echo');
  const client = authority
    ? new Client(`127.0.0.1:${port}`, grpc.credentials.createSsl(fs.readFileSync(authority)), {
        ...unlimited,
        'grpc.ssl_target_name_override': name,
      })
    : new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited);
  let failed = 0;
  for (const [name, run] of Object.entries(checks)) {
    try {
      await run(client);
      console.log(`ok ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAILED ${name}: ${error.message}`);
    }
  }
  client.close();
  process.exit(failed === 0 ? 0 : 1);
}

async function ask(port) {
  const Client = grpc.makeGenericClientConstructor(definition, 'Echo');
  const client = new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const error = await new Promise((resolve) => client.unary(Buffer.alloc(0), resolve));
  console.log(error ? grpc.status[error.code] : 'OK');
  client.close();
}

const [, , role, port, ...tls] = process.argv;
if (role === 'server') serve(port, ...tls);
else if (role === 'ask') ask(port);
else check(port, ...tls);
