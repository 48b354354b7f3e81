package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person set counts until the file's caps change, also under a newer build. */
class NotedCapsTest {
  private static final String FILE =
      "slots = 1\n[settings]\nprovider = \"scripted\"\n[budget]\npool_usd = %s\n";
  @TempDir Path temp;

  private static long cap(DaemonProcess daemon, Path project) throws Exception {
    return daemon.get("/v1/budget?dir=" + project).get("pool").get("cap_microdollars").asLong();
  }

  @Test
  void aNoteOfABuildBeforeIsNoChangeOfTheFile() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      Path project = DaemonProcess.project(temp, FILE.formatted("10.5"));
      assertThat(cap(daemon, project)).isEqualTo(10_500_000);
      daemon.put("/v1/budget", Map.of("dir", project.toString(), "pool_usd", 3));
      assertThat(cap(daemon, project)).isEqualTo(3_000_000);
      daemon.kill9();
      Path note;
      try (Stream<Path> notes = Files.list(daemon.home().resolve("state/caps"))) {
        note =
            notes
                .filter(path -> !path.getFileName().toString().startsWith("."))
                .findAny()
                .orElseThrow();
      }
      String now = Files.readString(note);
      assertThat(now).contains("$10.50");
      Files.writeString(note, now.replace("$10.50", "$10.5000"));
      daemon.start();
      assertThat(cap(daemon, project)).isEqualTo(3_000_000);
      Files.writeString(project.resolve(".agent-pool/pool.toml"), FILE.formatted("10.6"));
      assertThat(cap(daemon, project)).isEqualTo(10_600_000);
    }
  }
}
