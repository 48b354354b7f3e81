package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.VersionFloor;
import dev.agentpool.session.Detection;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.testkit.ScriptedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CLI that is too old is told from one that works before it is given a prompt. */
class VersionFloorTest {
  @TempDir Path folder;

  /** The scripted agent, saying another version and noting that it was asked. */
  private Path saying(String version) throws IOException {
    Path agent = ScriptedAgent.install(folder.resolve("bin"));
    Path file = folder.resolve("claude");
    Files.writeString(
        file,
        """
        #!/bin/sh
        [ "$1" = --version ] && echo asked >> %s && echo '%s' && exit 0
        echo started >> %s
        exec %s "$@"
        """
            .formatted(folder.resolve("asked"), version, folder.resolve("started"), agent));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Bench bench(Path program) {
    return new Bench(
        folder,
        new ClaudeCli(
            new Executable() {
              @Override
              public Optional<Path> find(SessionSpec spec) {
                return Optional.of(program);
              }

              @Override
              public Optional<VersionFloor> floor() {
                return Optional.of(ClaudeCli.FLOOR);
              }
            },
            true));
  }

  private long lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @ParameterizedTest
  @CsvSource({
    "2.1.204 (Claude Code), true",
    "2.0.999, true",
    "1.0.123 (Claude Code), true",
    "0.2.9, true",
    "2.1.205 (Claude Code), false",
    "2.1.1000, false",
    "2.2.0-beta.1, false",
    "10.0.0, false",
    "claude of ours, false",
    "'', false",
  })
  void aVersionIsComparedByItsNumbers(String said, boolean tooOld) {
    Optional<String> objection = ClaudeCli.FLOOR.objection(said, Path.of("/opt/claude"));
    assertThat(objection.isPresent()).isEqualTo(tooOld);
  }

  @Test
  void anOldOneIsRefusedWithWhatWasFoundWhereAndWhatIsNeeded() throws Exception {
    Path program = saying("2.0.76 (Claude Code)");
    try (Bench bench = bench(program)) {
      ProviderException refused =
          catchThrowableOfType(ProviderException.class, () -> bench.open("s"));
      assertThat(refused.outcome().code()).isEqualTo(OutcomeCode.PROVIDER_UNUSABLE);
      assertThat(refused)
          .hasMessageContaining("found version 2.0.76 at " + program + ", need at least 2.1.205")
          .hasMessageContaining("claude update");
      Detection found = bench.provider.detect(bench.spec());
      assertThat(found.usable()).isFalse();
      assertThat(found.version()).startsWith("2.0.76");
      assertThat(found.advice()).isEqualTo(refused.getMessage());
      assertThat(lines("started")).isEqualTo(1);
      assertThat(catchThrowableOfType(ProviderException.class, () -> bench.open("again")))
          .hasMessage(refused.getMessage());
      assertThat(lines("started")).as("not even started when it is known").isEqualTo(1);
    }
  }

  @Test
  void itIsAskedOnceAndAgainWhenTheFileHasChanged() throws Exception {
    Path program = saying("2.0.76");
    try (Bench bench = bench(program)) {
      SessionSpec spec = bench.spec();
      catchThrowableOfType(ProviderException.class, () -> bench.open("a", spec));
      saying("2.1.329 (Claude Code)");
      Files.setLastModifiedTime(program, FileTime.from(Instant.now().plusSeconds(5)));
      assertThat(Bench.result(bench.send(bench.open("b", spec), "@@say new@@")).output())
          .isEqualTo("new");
      bench.open("c", spec);
      assertThat(lines("asked")).isEqualTo(2);
      assertThat(folder.resolve("sessions/b/version")).doesNotExist();
    }
  }

  @Test
  void oneThatDiesOfAnOptionItDoesNotKnowIsCalledOld() throws Exception {
    Path program = folder.resolve("claude");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$1" = --version ] && echo '1.0.44 (Claude Code)' && exit 0
        echo "error: unknown option '--setting-sources'" >&2
        exit 1
        """);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Bench bench = bench(program)) {
      assertThat(catchThrowableOfType(ProviderException.class, () -> bench.open("s")))
          .hasMessageContaining("found version 1.0.44");
    }
  }
}
