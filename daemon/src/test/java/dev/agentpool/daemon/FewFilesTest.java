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
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A daemon that may have few files open. */
class FewFilesTest {
  private static final String POOL = "slots = 4\n\n[settings]\nprovider = \"scripted\"\n";
  @TempDir Path temp;

  @Test
  void withTooFewItDoesNotStartAndSaysWhatToDo() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).by("prlimit", "--nofile=128:128")) {
      Process process = daemon.launch();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(4);
      assertThat(Files.readString(daemon.log()))
          .contains("the limit of open files is 128", "at least 160", "ulimit -n 4096");
    }
  }

  @Test
  void withJustEnoughEverythingIsDoneAndTooManyConnectionsWait() throws Exception {
    List<SocketChannel> crowd = new ArrayList<>();
    try (DaemonProcess daemon = new DaemonProcess(temp).by("prlimit", "--nofile=200:200")) {
      daemon.start();
      Path project = DaemonProcess.project(temp, POOL);
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        ids.add(daemon.submit(project, "@@delay 100@@ @@cost 0.01@@ @@say done@@", Map.of()));
      }
      for (int i = 0; i < 150; i++) {
        crowd.add(connected(daemon.home().resolve("state/run/daemon.sock")));
      }
      Awaitility.await("it has seen the crowd")
          .atMost(Duration.ofSeconds(60))
          .until(() -> crowd.stream().anyMatch(FewFilesTest::isAnsweredOrTurnedAway));
      assertThat(daemon.isAlive()).isTrue();
      for (SocketChannel one : crowd) {
        one.close();
      }

      JsonNode all =
          Awaitility
              .await() // it notices a moment later that the crowd is gone, and says so until then
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> daemon.awaitAll(ids, Duration.ofSeconds(60)),
                  answer -> !answer.path("code").asString("").equals("too_many_connections"));

      assertThat(all.path("satisfied").asBoolean()).as("%s", all).isTrue();
      assertThat(all.toString()).doesNotContain("failed").doesNotContain("suspended");
      assertThat(daemon.pool(project).toString()).contains("\"completed\":24");
      assertThat(Files.readString(daemon.log()))
          .doesNotContain("Too many open files", "was refused", "Bad file descriptor");
    }
  }

  private static boolean isAnsweredOrTurnedAway(SocketChannel channel) {
    try {
      return channel.read(ByteBuffer.allocate(1)) != 0;
    } catch (IOException closed) {
      return true;
    }
  }

  private static SocketChannel connected(Path socket) throws Exception {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    channel.write(
        ByteBuffer.wrap(
            "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    return channel;
  }
}
