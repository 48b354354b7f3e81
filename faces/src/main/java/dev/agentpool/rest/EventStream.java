package dev.agentpool.rest;

import dev.agentpool.answer.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One answer of server-sent events; flushed event by event. Throws when the client is gone. */
final class EventStream {
  private static final long SILENCE_SECONDS = 15;
  private final OutputStream out;

  EventStream(Context context) throws IOException {
    context.res().setStatus(200);
    context.res().setContentType("text/event-stream");
    context.res().setCharacterEncoding("UTF-8");
    context.res().setHeader("Cache-Control", "no-store");
    context.res().flushBuffer();
    out = context.res().getOutputStream();
  }

  void send(long id, String event, Object data) throws IOException {
    send(Long.toString(id), event, data);
  }

  void send(String id, String event, Object data) throws IOException {
    write(
        "id: "
            + id
            + "\nevent: "
            + event
            + "\ndata: "
            + Json.ANSWERS.writeValueAsString(data)
            + "\n\n");
  }

  /** Blocks until there is news; says now and then that the stream is alive. */
  void await(Semaphore news) throws IOException, InterruptedException {
    while (!news.tryAcquire(SILENCE_SECONDS, TimeUnit.SECONDS)) {
      keepAlive();
    }
    news.drainPermits();
  }

  void keepAlive() throws IOException {
    write(": ping\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
