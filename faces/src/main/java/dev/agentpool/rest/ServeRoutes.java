package dev.agentpool.rest;

import dev.agentpool.answer.Listening;
import dev.agentpool.operation.Route;
import dev.agentpool.request.ServeRequest;
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
        Endpoint.stream(
                Route.post("/v1/serve").fails(400, 403, 409),
                "Listens on a TCP port while this answer is open",
                ServeRequest.class,
                this::serve)
            .streams(new Endpoint.Event("listening", Listening.class)));
  }

  private void serve(Call call, ServeRequest asked) throws IOException, InterruptedException {
    String directory = call.pool().directory().toString();
    TcpSettings settings = TcpSettings.of(asked, directory);
    Semaphore end = new Semaphore(0);
    try (TcpServer server = TcpServer.start(api, settings);
        Streams.Place _ = api.streams().enter(end)) {
      EventStream stream = new EventStream(call.http());
      stream.send(1, "listening", new Listening(server.url(), server.port()));
      while (!api.streams().ending()) {
        if (!end.tryAcquire(PULSE_MILLIS, TimeUnit.MILLISECONDS)) {
          stream.keepAlive(); // fails when whoever asked is gone
        }
      }
    }
  }
}
