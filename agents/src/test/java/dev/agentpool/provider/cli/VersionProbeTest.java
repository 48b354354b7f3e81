package dev.agentpool.provider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.Detection;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking a program for its version. */
class VersionProbeTest {
  @TempDir Path folder;

  @Test
  void aVersionThatHangsIsCutOffWithItsChildren() throws Exception {
    Path hangs = Files.writeString(folder.resolve("hangs"), "#!/bin/sh\nsleep 96 & sleep 96\n");
    Files.setPosixFilePermissions(hangs, PosixFilePermissions.fromString("rwxr-xr-x"));
    SessionSpec spec =
        new SessionSpec(
            Settings.EMPTY,
            folder,
            Map.of("PATH", "/usr/bin:/bin"),
            false,
            null,
            null,
            ToolDesk.NONE);
    Detection found = VersionProbe.probe(hangs, spec, Duration.ofMillis(500));
    assertThat(found.usable()).isFalse();
    assertThat(found.advice()).contains("does not answer --version");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> running("sleep 96") == 0);
  }

  private static long running(String command) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(command))
        .count();
  }
}
