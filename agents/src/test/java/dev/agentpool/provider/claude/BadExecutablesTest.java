package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that are no agent CLI: each is named clearly, and nothing of it is left running. */
class BadExecutablesTest {
  private static final ProviderTimings SHORT =
      new ProviderTimings(
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofMillis(200),
          Duration.ofMillis(300));
  @TempDir Path folder;

  private Path script(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("bad"), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo Welcome to bad; sleep 97 & sleep 98; true | it printed: Welcome to bad",
        "echo no such option >&2; exit 3 | ended at once (exit code 3); it said: no such option",
        "exit 0 | ended at once (exit code 0)",
        "trap '' TERM; sleep 97; sleep 97 | did not answer for 1 s",
        "echo Not logged in >&2; exit 1 | Not logged in",
      })
  void aProgramThatNeverGetsReadyIsExplainedAndEnded(String text, String says) throws Exception {
    try (Bench bench = new Bench(folder, ClaudeCli.scripted(script(text))).timings(SHORT)) {
      ProviderException refused =
          catchThrowableOfType(ProviderException.class, () -> bench.open("s"));
      assertThat(refused).hasMessageContaining(says);
      assertThat(refused.outcome().code())
          .isEqualTo(
              says.startsWith("Not") ? OutcomeCode.AUTH_FAILED : OutcomeCode.PROVIDER_UNUSABLE);
      assertThat(running("sleep 97")).isZero();
    }
  }

  private static long running(String command) {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains(command))
        .count();
  }

  @Test
  void aProgramThatIsNotThereOrMayNotRunIsMissing() throws Exception {
    Path plain = Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");
    for (Path file : new Path[] {folder.resolve("none"), plain}) {
      try (Bench bench = new Bench(folder, ClaudeCli.scripted(file))) {
        assertThat(catchThrowableOfType(ProviderException.class, () -> bench.open("s")))
            .hasMessageContaining("is not there");
        assertThat(bench.provider.detect(bench.spec()).usable()).isFalse();
        assertThat(folder.resolve("sessions")).doesNotExist();
      }
    }
  }

  @Test
  void theScriptedAgentIsUsable() {
    try (Bench bench = new Bench(folder)) {
      assertThat(bench.provider.detect(bench.spec()).version()).contains("2.1");
    }
  }
}
