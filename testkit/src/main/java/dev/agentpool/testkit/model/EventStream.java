package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Pace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Writes server-sent events, each at once. */
final class EventStream {
  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** What is done with a piece of a text. */
  interface Piece {
    void send(String part) throws IOException;
  }

  /** An event with a name, as Anthropic and the Responses API send them. */
  void send(String event, JsonNode data) throws IOException {
    write("event: " + event + "\ndata: " + data + "\n\n");
  }

  void send(JsonNode data) throws IOException {
    sendText(data.toString());
  }

  /** Data that is not JSON, as the end of a stream of Chat Completions. */
  void sendText(String data) throws IOException {
    write("data: " + data + "\n\n");
  }

  /** Cuts a text into as many pieces as the pace wants, and takes its time between them. */
  void paced(String text, Pace pace, Piece piece) throws IOException {
    int from = 0;
    for (int chunk = 1; chunk <= pace.chunks(); chunk++) {
      int to =
          text.offsetByCodePoints(
              0, (int) ((long) text.codePointCount(0, text.length()) * chunk / pace.chunks()));
      if (pace.millisBetween() > 0) {
        pause(pace.millisBetween());
      }
      piece.send(text.substring(from, to));
      from = to;
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while pacing an answer", e);
    }
  }

  private void write(String frame) throws IOException {
    out.write(frame.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
