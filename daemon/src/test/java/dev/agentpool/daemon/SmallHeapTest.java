package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The daemon with the heap that it really has, and what is far too much for it. */
class SmallHeapTest {
  private static final int BIG = 60_000_000;
  private static final Duration LONG = Duration.ofMinutes(3);
  @TempDir Path temp;

  private Path project() throws IOException {
    return DaemonProcess.project(
        temp, "slots = 3\n[settings]\nprovider = \"scripted\"\nworkspace = \"shared\"\n");
  }

  private static String tooMuch(int number) {
    return "@@cost 0.01@@ @@line %d@@ @@deep 100000@@ @@members 100000@@ @@long-result %d@@"
        .formatted(BIG, BIG + number);
  }

  private static void completed(DaemonProcess daemon, List<String> ids) throws Exception {
    JsonNode waited = daemon.awaitAll(ids, LONG);
    assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
    for (String id : ids) {
      JsonNode task = daemon.get("/v1/tasks/" + id);
      assertThat(task.get("state").asString()).as("%.2000s", task).isEqualTo("completed");
      JsonNode result = task.get("result");
      assertThat(result.get("output").asString()).contains("cut by agentpool: it had 6000000");
      assertThat(result.get("cost_known").asBoolean()).isTrue();
      assertThat(result.get("cost_microdollars").asLong()).isPositive();
      assertThat(result.get("facts").get("notices").toString()).contains("too long to take whole");
    }
  }

  @Test
  void threeSessionsWithLinesOfSixtyMegabytesAtOnce() throws Exception {
    Path project = project();
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ids.add(daemon.submit(project, tooMuch(i), Map.of()));
      }
      completed(daemon, ids);
      assertThat(daemon.get("/v1/status").get("pid").asLong()).isEqualTo(daemon.pid());
    }
  }

  @Test
  void suchSessionsAreTakenOverByTheNextDaemon() throws Exception {
    Path project = project();
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ids.add(daemon.submit(project, "@@delay 200@@ " + tooMuch(i), Map.of()));
      }
      Awaitility.await().atMost(LONG).until(() -> output(daemon) >= 100_000_000L);
      daemon.kill9();
      daemon.start();
      completed(daemon, ids);
      assertThat(daemon.home().resolve("state/sessions-aside")).doesNotExist();
    }
  }

  private static long output(DaemonProcess daemon) throws IOException {
    try (var folders = Files.list(daemon.home().resolve("state/sessions"))) {
      long most = 0;
      for (Path folder : folders.toList()) {
        Path out = folder.resolve("out");
        most = Math.max(most, Files.exists(out) ? Files.size(out) : 0);
      }
      return most;
    }
  }

  /** What the server says first; empty when it only closed. */
  private static String send(Path socket, String head, long bytes, boolean chunked)
      throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      try {
        write(channel, head);
        byte[] piece = "[".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
        for (long left = bytes; left > 0; left -= piece.length) {
          if (chunked) {
            write(channel, Integer.toHexString(piece.length) + "\r\n");
          }
          ByteBuffer body = ByteBuffer.wrap(piece, 0, (int) Math.min(left, piece.length));
          while (body.hasRemaining()) {
            channel.write(body);
          }
          if (chunked) {
            write(channel, "\r\n");
          }
        }
        write(channel, chunked ? "0\r\n\r\n" : "\n");
      } catch (IOException refusedMeanwhile) {
        // what it said is there all the same
      }
      ByteBuffer answer = ByteBuffer.allocate(64 << 10);
      try {
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
          if (new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8)
              .contains("}")) {
            break;
          }
        }
      } catch (IOException reset) {
        // the same
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String hello(Path project) {
    return "{\"dir\":\"" + project + "\"}\n";
  }

  private static String post(String more) {
    return "POST /v1/tasks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + more
        + "\r\n\r\n";
  }

  @Test
  void bodiesAndMessagesThatAreTooLongAreRefusedWithTheirLimit() throws Exception {
    String hello = hello(project());
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      Path rest = daemon.home().resolve("state/run/daemon.sock");
      Path mcp = daemon.home().resolve("state/run/mcp.sock");
      assertThat(send(rest, post("Content-Length: 40000000"), 40_000_000, false))
          .contains("413")
          .contains("8388608");
      assertThat(send(rest, post("Transfer-Encoding: chunked"), 64_000_000, true)).contains("413");
      assertThat(send(rest, post("Content-Length: 3000000"), 3_000_000, false))
          .contains("413")
          .contains("nesting");
      assertThat(send(rest, post("X-Big: " + "h".repeat(200_000)), 0, false)).contains("431");
      assertThat(send(mcp, hello, 50_000_000, false)).contains("is too long");
      assertThat(send(mcp, "", 50_000_000, false)).contains("is too long");
      assertThat(send(mcp, hello, 3_000_000, false)).contains("a list of messages is not taken");
      assertThat(daemon.get("/v1/status").get("pid").asLong()).isEqualTo(daemon.pid());
    }
  }

  @Test
  void manyLargeBodiesAtOnceEndNothing() throws Exception {
    Path project = project();
    try (DaemonProcess daemon = new DaemonProcess(temp).start();
        ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      Path rest = daemon.home().resolve("state/run/daemon.sock");
      Path mcp = daemon.home().resolve("state/run/mcp.sock");
      String dense =
          "{\"prompt\":\"x\",\"dir\":\"" + project + "\",\"x\":[" + "[],".repeat(60_000) + "0]}";
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        calls.add(() -> send(rest, post("Content-Length: 8388608"), 8_388_608, false));
        calls.add(() -> send(rest, post("Transfer-Encoding: chunked"), 20_000_000, true));
        calls.add(() -> send(mcp, hello(project), 4_000_000, false));
        calls.add(() -> send(rest, post("Content-Length: " + dense.length()) + dense, 0, false));
      }
      for (Future<String> call : many.invokeAll(calls)) {
        assertThat(call.get()).containsAnyOf("413", "503", "400", "a list of messages", "at once");
      }
      assertThat(daemon.get("/v1/status").get("pid").asLong()).isEqualTo(daemon.pid());
    }
  }
}
