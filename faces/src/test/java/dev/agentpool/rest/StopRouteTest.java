package dev.agentpool.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.node.Node;
import dev.agentpool.operation.House;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks for a stop has the answer before the process may end. The process is played by who
 * is owed the answer: when it is let go of, it looks whether the client has all of it.
 */
class StopRouteTest {
  private static final House.Facts FACTS =
      new House.Facts(1, "test", "build", "node", Instant.EPOCH, "socket");

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CompletableFuture<Boolean> wasAnswered = new CompletableFuture<>();

  private Api.LastAnswers.Owed owe() {
    happened.add("owed");
    return this::letGo;
  }

  private void letGo() {
    try {
      wasAnswered.complete(answered.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      wasAnswered.completeExceptionally(e);
    }
  }

  @SuppressWarnings("NullAway") // a stop asks nothing else of a house
  private String stop(House.Stop stop) throws Exception {
    House house =
        new House(null, null, null, null, null, null, null, null, null, null, FACTS, stop, null);
    Api api = new Api(house, null, null, this::owe, new Api.Outside(null, null, null));
    Javalin server =
        Javalin.create(config -> Serving.configure(config, api, Routes.Guard.NONE))
            .start("127.0.0.1", 0);
    try {
      return ask(server.port());
    } finally {
      server.stop();
    }
  }

  /** Reads just as long as the answer is said to be. */
  private String ask(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              ("POST /v1/stop HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 2\r\nConnection: close\r\n\r\n{}")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder said = new StringBuilder();
      while (!said.toString().endsWith("}")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        said.append((char) next);
      }
      answered.countDown();
      return said.toString();
    }
  }

  private boolean wasAnsweredFirst() throws Exception {
    return wasAnswered.get(60, TimeUnit.SECONDS);
  }

  @Test
  void theReportIsWithWhoAskedBeforeTheProcessMayEnd() throws Exception {
    String said = stop(_ -> new Node.StopReport(7, 1, 2, 0, 3, List.of(4L)));

    assertThat(wasAnsweredFirst()).isTrue();
    assertThat(said).startsWith("HTTP/1.1 200 ").contains("\"finished\":1", "\"pids_left\":[4]");
  }

  @Test
  void aStopThatBrokeIsToldBeforeTheProcessMayEnd() throws Exception {
    String said =
        stop(_ -> {
          throw new IllegalStateException("the stop broke: the disk is gone");
        });

    assertThat(wasAnsweredFirst()).isTrue();
    assertThat(said)
        .startsWith("HTTP/1.1 500 ")
        .contains("application/problem+json", "\"code\":\"internal\"", "the disk is gone");
  }

  @Test
  void theAnswerIsOwedBeforeTheStopBegins() throws Exception {
    stop(_ -> {
      happened.add("stopped");
      return new Node.StopReport(0, 0, 0, 0, 0, List.of());
    });

    assertThat(happened).containsExactly("owed", "stopped");
  }
}
