package dev.agentpool.rest;

import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Opens a TCP port for as long as somebody holds the answer to this request: whoever asked for it
 * owns it, and it is gone with them, however they end.
 */
final class ServeRoutes implements RouteGroup {
  private static final long PULSE_MILLIS = 500;
  private final Api api;

  ServeRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/serve", "Listens on a TCP port while this answer is open", this::serve)
            .takes("ServeRequest")
            .as(Endpoint.EVENTS)
            .fails(400, 403, 409));
  }

  @Override
  public String shapes() {
    return """
    ServeRequest!:
      dir: text # the one project that is served
      tokens: [text] # each of at least 16 characters; one of them is needed for every request
      port?: integer # 0, as when it is left out, for any that is free
      bind?: text # 127.0.0.1 when it is left out
      allow_remote?: boolean # whether bind may be reached from other machines
      max_concurrent?: integer # requests at a time; 0 for no limit
      origins?: [text] # of web pages that may call
      hosts?: [text] # more names this server may be called by
    """;
  }

  private void serve(Call call) throws IOException, InterruptedException {
    String directory = call.pool().directory().toString();
    TcpSettings settings = TcpSettings.read(call, directory);
    Semaphore end = new Semaphore(0);
    try (TcpServer server = TcpServer.start(api, settings);
        Streams.Place _ = api.streams().enter(end)) {
      EventStream stream = new EventStream(call.http());
      stream.send(
          1, "listening", Shapes.object().put("url", server.url()).put("port", server.port()));
      while (!api.streams().ending()) {
        if (!end.tryAcquire(PULSE_MILLIS, TimeUnit.MILLISECONDS)) {
          stream.keepAlive(); // fails when whoever asked is gone
        }
      }
    }
  }
}
